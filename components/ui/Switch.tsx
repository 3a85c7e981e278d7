import { useId } from "preact/hooks";
import "./switch.css";

export interface SwitchProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly hint?: string;
  readonly disabled?: boolean;
}

export function Switch({ label, checked, onChange, hint, disabled = false }: SwitchProps) {
  const id = useId();
  return (
    <div class="switch-row">
      <span class="switch-text">
        <label for={id}>{label}</label>
        {hint ? (
          <span id={`${id}-hint`} class="muted small">
            {hint}
          </span>
        ) : null}
      </span>
      <input
        id={id}
        class="switch"
        type="checkbox"
        role="switch"
        checked={checked}
        aria-checked={checked}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => {
          const wanted = event.currentTarget.checked;
          // What is shown follows the setting, not the press: the change may be refused.
          event.currentTarget.checked = checked;
          onChange(wanted);
        }}
      />
    </div>
  );
}
