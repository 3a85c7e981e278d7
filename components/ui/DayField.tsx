import { Field } from "./Field.tsx";

interface DayFieldProps {
  readonly label: string;
  /** As the browser's own field gives it: `2026-11-24`, or empty. */
  readonly value: string;
  readonly onInput: (value: string) => void;
}

export function DayField({ label, value, onInput }: DayFieldProps) {
  return (
    <Field label={label}>
      {(control) => (
        <input
          {...control}
          class="control"
          type="date"
          value={value}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
