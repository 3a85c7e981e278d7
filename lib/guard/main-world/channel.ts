/**
 * How the two worlds of a page talk: over an element in no document, which the guard
 * hands over before any script of the page runs. The page can neither reach nor forge it.
 */
export const HELLO = "consent-guard-hello";
export const READY = "consent-guard-ready";
/** Is dispatched on the channel for each launch; the guard prevents it to hold the launch. */
export const ASK = "ask";
/** The guard stands by again, or leaves the page. */
export const START = "start";
export const STOP = "stop";

/** What the page's code is about to open. */
export interface Launch {
  readonly url: string;
  /** Name of the window that it would open in; empty: this one. */
  readonly target: string;
}

/** Plain text without JSON, whose reading and writing a page can bend. */
export const encodeLaunch = ({ url, target }: Launch): string => `${target.length} ${target}${url}`;

export function decodeLaunch(detail: string): Launch {
  const length = Number.parseInt(detail, 10);
  const rest = detail.slice(detail.indexOf(" ") + 1);
  return { target: rest.slice(0, length), url: rest.slice(length) };
}
