import type { E164 } from "../phone/e164.ts";

/** One kind of place where a page shows numbers: texts, values of inputs, text routes. */
export interface NumberPlaces {
  /** Reads subtrees that are new or have changed (document order, none within another), and forgets what has left the page. */
  rescan(roots: readonly Element[]): Promise<void> | void;
  /** Each number once for each place where it stands. */
  numbers(): Iterable<E164>;
  /** The first element in which a number stands. */
  find(number: E164): Element | null;
  /** A verdict, the policy or a place has changed: makes the marks follow. */
  show(): void;
}
