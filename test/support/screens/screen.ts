import type { Page } from "@playwright/test";
import type { MessageName, Reply, ResponseOf } from "../../../lib/messages/protocol.ts";
import type { Texts } from "../../../lib/ui/texts.ts";
import type { CannedJobs } from "./canned-jobs.ts";
import { appState } from "./fixtures.ts";

export type Answers = { readonly [N in MessageName]?: Reply<N> };

/** One of our pages in one of its states. */
export interface Screen {
  readonly name: string;
  /** Below the extension's origin. */
  readonly path: string;
  /** What the background answers; what is not named is never answered. */
  readonly answers: Answers;
  /** What the lists' worker tells; the real one works where none is given. */
  readonly jobs?: CannedJobs;
  /** What a person does to bring it about. */
  readonly steps?: (page: Page, texts: Texts) => Promise<void>;
}

export const ok = <N extends MessageName>(value: ResponseOf<N>): Reply<N> => ({ ok: true, value });
export const stateIs = (state = appState()): Answers => ({ "state/get": ok<"state/get">(state) });
