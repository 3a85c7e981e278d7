import type { ChangeReport, ChangeRequest, CheckResult } from "../../lib/messages/protocol.ts";
import type { E164 } from "../../lib/phone/e164.ts";
import type { ConsentHistory } from "../../lib/ringcentral/types.ts";
import type { Draft } from "../../lib/ui/draft.ts";

/** What the popup can make happen. Each rejects with a `Failure`. */
export interface PopupActions {
  readonly connect: () => Promise<void>;
  readonly sync: () => Promise<void>;
  readonly openSettings: () => void;
  /** Opens the page for many numbers at once. */
  readonly openLists: () => void;
  /** Goes on in a window that stays open, with this number in its field. */
  readonly popOut: (number: string) => Promise<void>;
  /** Opens the first-run page. */
  readonly setUp: () => void;
  /** Adds the site and asks the browser for it. */
  readonly guardSite: (pattern: string) => Promise<void>;
  readonly grantSites: (patterns: readonly string[]) => Promise<void>;
  readonly pauseSite: (pattern: string, paused: boolean) => Promise<void>;
  readonly check: (recipient: E164, live: boolean) => Promise<CheckResult>;
  readonly change: (request: ChangeRequest) => Promise<ChangeReport>;
  /** Sends a refused change once more. */
  readonly retryChange: (id: number) => Promise<void>;
  /** Gives a refused change up. */
  readonly dropChange: (id: number) => Promise<void>;
  readonly history: (recipient: E164) => Promise<ConsentHistory>;
  /** Brings a number of the page behind the popup into view. */
  readonly reveal: (recipient: E164) => Promise<void>;
  /** Lets the person point at a text button and its number on the page behind the popup. */
  readonly teach: () => Promise<void>;
  /** Keeps which business number the person texts from; null: any of them. */
  readonly chooseSender: (from: E164 | null) => void;
  readonly copy: (text: string) => Promise<void>;
  /** Keeps what is not done yet for the moment that the popup may be closed; null: there is nothing. */
  readonly keep: (draft: Draft | null) => void;
  /** Keeps a checked number in the list of recent ones. */
  readonly remember: (recipient: E164) => void;
}
