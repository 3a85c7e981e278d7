import type { CheckResult } from "../../lib/messages/protocol.ts";
import type { E164 } from "../../lib/phone/e164.ts";
import type { OptionsActions } from "../options/actions.ts";
import type { StepId } from "./steps.ts";

/** What the first-run page can make happen. Each rejects with a `Failure`. */
export interface WelcomeActions
  extends Pick<
    OptionsActions,
    "connect" | "sync" | "update" | "listNumbers" | "addSite" | "grantSites" | "copy"
  > {
  readonly check: (recipient: E164, live: boolean) => Promise<CheckResult>;
  /** Takes a step as done, or as not wanted; kept, so that the page can be left and taken up again. */
  readonly pass: (step: StepId) => void;
  /** Whether our button is in sight; null where nobody can say. */
  readonly isPinned: () => Promise<boolean | null>;
  readonly openSettings: () => void;
}
