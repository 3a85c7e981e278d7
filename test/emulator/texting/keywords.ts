import type { OptStatus } from "../consents/record.ts";

const STOP = ["STOP", "UNSUBSCRIBE", "QUIT", "CANCEL", "END"];
const START = ["START", "SUBSCRIBE", "RESUME", "CONTINUE", "UNSTOP"];

export interface MoreWords {
  readonly moreStopWords: readonly string[];
  readonly moreStartWords: readonly string[];
}

/** What a customer's message means when it is a keyword and nothing else; null for any other message. */
export function keywordStatus(text: string, more: MoreWords): OptStatus | null {
  const word = text.trim().toUpperCase();
  const among = (words: readonly string[]): boolean =>
    words.some((known) => known.toUpperCase() === word);
  if (among(STOP) || among(more.moreStopWords)) return "OptOut";
  if (among(START) || among(more.moreStartWords)) return "OptIn";
  return null;
}
