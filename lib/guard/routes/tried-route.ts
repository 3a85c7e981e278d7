import type { TextRoute } from "../../phone/text-route.ts";

/** A text route that somebody is about to launch. */
export interface TriedRoute extends TextRoute {
  /** The link, form or button; null for a navigation by script. */
  readonly element: Element | null;
  /** True: numbers near a button, one of which it may text. Such a route can warn, never block. */
  readonly guessed: boolean;
}

/** Two tries with the same key are the same attempt. */
export const keyOf = ({ recipients, unreadable, guessed }: TriedRoute): string =>
  `${guessed ? "?" : ""}${[...recipients, ...unreadable].join()}`;
