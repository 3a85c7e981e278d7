const INPUT_CHECK_MS = 1000;

/** Scripts set values without any event or mutation: looks at them now and then. */
export function watchValues(
  document: Document,
  onChanged: (input: HTMLInputElement) => void,
  signal: AbortSignal,
): void {
  const values = new WeakMap<HTMLInputElement, string>();
  const check = (): void => {
    if (document.visibilityState === "hidden") return;
    for (const input of document.querySelectorAll("input")) {
      if (values.get(input) === input.value || document.activeElement === input) continue;
      values.set(input, input.value);
      onChanged(input);
    }
  };
  const timer = setInterval(check, INPUT_CHECK_MS);
  signal.addEventListener("abort", () => clearInterval(timer));
}
