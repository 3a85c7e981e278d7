import type { ChangeRequest } from "../messages/protocol.ts";
import type { E164 } from "../phone/e164.ts";

/** A change that a person has begun to enter. */
export interface ChangeDraft {
  readonly optStatus: ChangeRequest["optStatus"];
  readonly to: readonly E164[];
  /** null: every business number. */
  readonly from: E164 | null;
  readonly note: string;
}

/** What stands in the popup and is not done yet. */
export interface Draft {
  /** In the number field. */
  readonly text: string;
  readonly change: ChangeDraft | null;
}
