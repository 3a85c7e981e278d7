import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

const CONTROLS = "input, button, a";
/** Rows down, controls across. */
const STEPS: Readonly<Record<string, readonly [down: number, across: number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  Home: [Number.NEGATIVE_INFINITY, 0],
  End: [Number.POSITIVE_INFINITY, 0],
};

const within = (place: number, length: number): number => Math.max(0, Math.min(place, length - 1));

/** Makes a list of rows, each with the same controls, one stop of the Tab key: arrow keys, Home and End move in it. */
export function useArrowKeys(list: RefObject<HTMLElement>) {
  const place = useRef({ row: 0, column: 0 });

  const rows = (): readonly (readonly HTMLElement[])[] =>
    [...(list.current?.children ?? [])].map((row) => [
      ...row.querySelectorAll<HTMLElement>(CONTROLS),
    ]);
  const stopAt = (row: number, column: number): HTMLElement | undefined => {
    const all = rows();
    const controls = all[within(row, all.length)] ?? [];
    const stop = controls[within(column, controls.length)];
    place.current = { row: within(row, all.length), column: within(column, controls.length) };
    for (const control of all.flat()) control.tabIndex = control === stop ? 0 : -1;
    return stop;
  };

  // Rows come and go.
  useLayoutEffect(() => void stopAt(place.current.row, place.current.column));

  return {
    onFocusIn: ({ target }: Event): void => {
      const all = rows();
      const row = all.findIndex((controls) => controls.includes(target as HTMLElement));
      if (row >= 0) stopAt(row, all[row]?.indexOf(target as HTMLElement) ?? 0);
    },
    onKeyDown: (event: KeyboardEvent): void => {
      const [down, across] = STEPS[event.key] ?? [];
      if (down === undefined || across === undefined) return;
      event.preventDefault();
      const { row, column } = place.current;
      stopAt(row + down, column + across)?.focus();
    },
  };
}
