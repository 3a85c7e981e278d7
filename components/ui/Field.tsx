import { Lock, TriangleAlert } from "lucide-preact";
import type { ComponentChildren, Ref } from "preact";
import { useId } from "preact/hooks";
import "./field.css";

export interface FieldProps {
  readonly label: string;
  readonly hint?: ComponentChildren;
  /** What is wrong with the value, in a sentence. */
  readonly error?: string | undefined;
  /** Why the value cannot be changed here. */
  readonly locked?: string | undefined;
}

/** What a control needs to be bound to its label, hint and error. */
export interface ControlProps {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
  readonly disabled: boolean;
}

/** Label, hint, error and lock around any control. */
export function Field({
  label,
  hint,
  error,
  locked,
  children,
}: FieldProps & { readonly children: (control: ControlProps) => ComponentChildren }) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`, locked && `${id}-locked`];
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint ? (
        <p id={`${id}-hint`} class="hint">
          {hint}
        </p>
      ) : null}
      {children({
        id,
        "aria-describedby": described.filter(Boolean).join(" ") || undefined,
        "aria-invalid": error ? true : undefined,
        disabled: locked !== undefined,
      })}
      {error ? (
        <p id={`${id}-error`} class="error" role="alert">
          <TriangleAlert aria-hidden="true" />
          {error}
        </p>
      ) : null}
      {locked ? (
        <p id={`${id}-locked`} class="locked">
          <Lock aria-hidden="true" />
          {locked}
        </p>
      ) : null}
    </div>
  );
}

export interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly type?: "text" | "tel" | "url" | "search";
  readonly inputMode?: "text" | "tel" | "url";
  readonly placeholder?: string;
  readonly multiline?: boolean;
  readonly maxLength?: number;
  readonly inputRef?: Ref<HTMLInputElement>;
}

export function TextField({
  value,
  onInput,
  type = "text",
  inputMode,
  placeholder,
  multiline = false,
  maxLength,
  inputRef,
  ...field
}: TextFieldProps) {
  const shared = {
    class: "control",
    value,
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(maxLength === undefined ? {} : { maxLength }),
  };
  return (
    <Field {...field}>
      {(control) =>
        multiline ? (
          <textarea
            {...shared}
            {...control}
            rows={2}
            onInput={(event) => onInput(event.currentTarget.value)}
          />
        ) : (
          <input
            {...shared}
            {...control}
            ref={inputRef ?? null}
            type={type}
            {...(inputMode === undefined ? {} : { inputMode })}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => onInput(event.currentTarget.value)}
          />
        )
      }
    </Field>
  );
}
