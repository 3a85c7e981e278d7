import type { VerdictKind } from "../consent/verdict.ts";
import type { GuardConfig } from "../messages/protocol.ts";
import type { E164 } from "../phone/e164.ts";
import type { NumberReader } from "./number-reader.ts";
import type { GuardPorts } from "./ports.ts";
import type { Refusal } from "./routes/gate.ts";
import type { hrefOf } from "./routes/href-of.ts";
import type { RouteBlocker } from "./routes/route-blocker.ts";
import type { ReadTextButton } from "./routes/text-button.ts";
import type { VerdictStore } from "./verdict-store.ts";

/** What the script that blocks has begun, and the one that marks and explains goes on with. */
export interface Stage {
  readonly window: Window & typeof globalThis;
  readonly ports: GuardPorts;
  readonly config: () => GuardConfig;
  readonly verdicts: VerdictStore;
  readonly kindOf: (recipient: E164) => VerdictKind | undefined;
  readonly blocker: RouteBlocker;
  readonly reader: NumberReader;
  readonly hrefOf: typeof hrefOf;
}

/** The numbers of a page, found, followed and marked. */
export interface MarkedPage {
  /** A verdict or the policy has changed. */
  show(): void;
  /** Numbers are read differently from now on. */
  readAll(): void;
  /** What was reported is reported again. */
  resetReport(): void;
  /** Each number once. */
  numbers(): readonly E164[];
  /** Brings a number into view and shows where it is; false when it is not here. */
  reveal(recipient: E164): boolean;
}

/** What a person sees of the guard on a page, and what it takes to read its buttons. */
export interface ShownPage extends MarkedPage {
  explain(refusal: Refusal): void;
  /** Says that a held text waits for its answer, or waits no more. */
  checking(waiting: boolean): void;
  readonly textButton: ReadTextButton;
}

export type StartShowing = (stage: Stage, signal: AbortSignal) => ShownPage;

const MEETING_PLACE = Symbol.for("consent-guard");
type Realm = { [MEETING_PLACE]?: (start: StartShowing) => void };

/**
 * The two scripts are one guard in two files, so that a click is held as early as can
 * be. They meet in the world of the extension, where no page reaches. The blocking
 * script runs first, and again after an update of the extension.
 */
export function awaitShowing(onShowing: (start: StartShowing) => void): void {
  (globalThis as Realm)[MEETING_PLACE] = onShowing;
}

export function provideShowing(start: StartShowing): void {
  (globalThis as Realm)[MEETING_PLACE]?.(start);
}
