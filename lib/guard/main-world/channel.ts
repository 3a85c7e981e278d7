/**
 * How the two worlds of a page talk: over an element in no document, which the guard
 * hands over before any script of the page runs. The page can neither reach nor forge it.
 */
export const HELLO = "consent-guard-hello";
/** Asks for the channel at the window; on the channel says that it has arrived. */
export const READY = "consent-guard-ready";
/** Is dispatched on the channel for each launch; the guard prevents it to hold the launch. */
export const ASK = "ask";
/** A launch that was held goes on; the detail is its number. */
export const GO = "go";
/** The guard stands by again, or leaves the page. */
export const START = "start";
export const STOP = "stop";

/** What the page's code is about to open. */
export interface Launch {
  readonly id: number;
  readonly url: string;
}

/** Plain text without JSON, whose reading and writing a page can bend. */
export const encodeLaunch = ({ id, url }: Launch): string => `${id} ${url}`;

export function decodeLaunch(detail: string): Launch {
  const end = detail.indexOf(" ");
  return { id: Number(detail.slice(0, end)), url: detail.slice(end + 1) };
}
