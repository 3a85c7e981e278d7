import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import "./checkbox.css";

interface CheckableProps {
  readonly label: ComponentChildren;
  readonly checked: boolean;
  readonly hint?: ComponentChildren | undefined;
  readonly disabled?: boolean;
}

export interface CheckboxProps extends CheckableProps {
  readonly onChange: (checked: boolean) => void;
}

export interface RadioProps extends CheckableProps {
  readonly name: string;
  readonly onChoose: () => void;
}

function Checkable({
  label,
  hint,
  children,
}: Pick<CheckableProps, "label" | "hint"> & {
  children: (id: string, describedBy: string | undefined) => ComponentChildren;
}) {
  const id = useId();
  return (
    <div class="checkable">
      {children(id, hint ? `${id}-hint` : undefined)}
      <label for={id}>{label}</label>
      {hint ? (
        <span id={`${id}-hint`} class="muted small">
          {hint}
        </span>
      ) : null}
    </div>
  );
}

export function Checkbox({ label, checked, onChange, hint, disabled = false }: CheckboxProps) {
  return (
    <Checkable label={label} hint={hint}>
      {(id, describedBy) => (
        <input
          id={id}
          type="checkbox"
          checked={checked}
          disabled={disabled}
          aria-describedby={describedBy}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      )}
    </Checkable>
  );
}

export function Radio({ label, checked, name, onChoose, hint, disabled = false }: RadioProps) {
  return (
    <Checkable label={label} hint={hint}>
      {(id, describedBy) => (
        <input
          id={id}
          type="radio"
          name={name}
          checked={checked}
          disabled={disabled}
          aria-describedby={describedBy}
          onChange={onChoose}
        />
      )}
    </Checkable>
  );
}
