import "./progress.css";

export interface ProgressProps {
  readonly label: string;
  /** 0 to 1; absent while the end is not known. */
  readonly value?: number;
}

export function Progress({ label, value }: ProgressProps) {
  return (
    <progress class="progress" aria-label={label} {...(value === undefined ? {} : { value })} />
  );
}
