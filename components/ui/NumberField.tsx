import { useEffect, useState } from "preact/hooks";
import { useTexts } from "../texts.tsx";
import { Field, type FieldProps } from "./Field.tsx";

export interface NumberFieldProps extends FieldProps {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  /** Called with a whole number in range when the person has finished typing. */
  readonly onCommit: (value: number) => void;
}

export function NumberField({ value, min, max, unit, onCommit, ...field }: NumberFieldProps) {
  const { t } = useTexts();
  const [text, setText] = useState(String(value));
  const [invalid, setInvalid] = useState(false);
  useEffect(() => setText(String(value)), [value]);

  const commit = (): void => {
    const typed = Number(text);
    const ok = text.trim() !== "" && Number.isInteger(typed) && typed >= min && typed <= max;
    setInvalid(!ok);
    if (ok && typed !== value) onCommit(typed);
  };

  return (
    <Field {...field} error={invalid ? t("number_out_of_range", min, max) : field.error}>
      {(control) => (
        <span class="with-unit">
          <input
            {...control}
            class="control"
            type="number"
            inputMode="numeric"
            min={min}
            max={max}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
            onBlur={commit}
            onKeyDown={(event) => {
              if (event.key === "Enter") commit();
            }}
          />
          <span class="muted">{unit}</span>
        </span>
      )}
    </Field>
  );
}
