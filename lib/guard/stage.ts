import type { VerdictKind } from "../consent/verdict.ts";
import type { GuardConfig } from "../messages/protocol.ts";
import type { E164 } from "../phone/e164.ts";
import type { NumberPlace } from "./number-place.ts";
import type { NumberReader } from "./number-reader.ts";
import type { GuardPorts } from "./ports.ts";
import type { Refusal } from "./routes/gate.ts";
import type { RouteBlocker } from "./routes/route-blocker.ts";
import type { VerdictStore } from "./verdict-store.ts";

/** What the script that blocks has begun, and the one that marks and explains goes on with. */
export interface Stage {
  readonly window: Window & typeof globalThis;
  readonly ports: GuardPorts;
  readonly config: () => GuardConfig;
  readonly verdicts: VerdictStore;
  readonly kindOf: (recipient: E164) => VerdictKind | undefined;
  readonly blocker: RouteBlocker;
  /** Null until the page is read. */
  readonly page: () => MarkedPage | null;
  readonly reader: NumberReader;
}

/** The numbers of a page, found, followed and marked. */
export interface MarkedPage {
  /** A verdict or the policy has changed. */
  show(): void;
  /** Numbers are read differently from now on. */
  readAll(): void;
  /** What was reported is reported again. */
  resetReport(): void;
  /** Each number once; all that was put off is read for it. */
  numbers(): readonly E164[];
  /** The page has been read as a whole. */
  isRead(): boolean;
  /** The marked number at a point of the window. */
  numberAt(x: number, y: number): NumberPlace | null;
  /** The marked number that an element with the focus stands for. */
  numberOf(element: Element): NumberPlace | null;
  /** Where a number stands first; null when it is not here. */
  find(recipient: E164): Element | null;
}

/** What the last script brings: all that speaks to a person. */
export interface Explainer {
  /** Verdicts have come: from now on there is something to tell of. */
  begin(): void;
  explain(refusal: Refusal): void;
  /** Says that a held text waits for its answer, or waits no more. */
  checking(waiting: boolean): void;
}

/** A part of the guard that comes in a script of its own, so that a click is held as early as can be. */
export type Part =
  | { readonly part: "page"; readonly start: (stage: Stage, signal: AbortSignal) => MarkedPage }
  | { readonly part: "card"; readonly start: (stage: Stage, signal: AbortSignal) => Explainer };

const READER_PLACE = Symbol.for("consent-guard-reader");
const MEETING_PLACE = Symbol.for("consent-guard");
type Realm = {
  [READER_PLACE]?: NumberReader;
  [MEETING_PLACE]?: (part: Part) => void;
};

/*
 * The scripts are one guard. They meet in the world of the extension, where no page
 * reaches, in this order: the one that reads, the one that blocks, and the parts.
 */

export function provideReader(reader: NumberReader): void {
  (globalThis as Realm)[READER_PLACE] = reader;
}

/** @throws TypeError when the script that reads did not run before */
export function takeReader(): NumberReader {
  const reader = (globalThis as Realm)[READER_PLACE];
  if (!reader) throw new TypeError("the scripts of the guard ran in a wrong order");
  return reader;
}

export function awaitParts(onPart: (part: Part) => void): void {
  (globalThis as Realm)[MEETING_PLACE] = onPart;
}

export function providePart(part: Part): void {
  (globalThis as Realm)[MEETING_PLACE]?.(part);
}
