import type { E164 } from "../../phone/e164.ts";
import type { RecipientProblem } from "../read-recipient.ts";

/** A change that a row of an upload asks for. */
export interface UploadRow {
  /** Of the list; 1 for its first. */
  readonly line: number;
  readonly to: E164;
  /** null: every business number. */
  readonly from: E164 | null;
  readonly optStatus: "OptOut" | "OptIn";
  readonly note: string;
}

/** Why a row asks for nothing that can be sent; each has a sentence in the locales (`row_<problem>`). */
export type RowProblem =
  | RecipientProblem
  | "business-number-unclear"
  | "status-unclear"
  | "note-too-long";

/** Why a row is not sent though it can be read; each has a sentence too. */
export type SkipReason =
  | RowProblem
  | "duplicate"
  | "contradiction"
  | "already-so"
  /** The record is about one kind of campaign: an opt-in for a business number would not lift it. */
  | "campaign-only";

export interface SkippedRow {
  readonly line: number;
  readonly reason: SkipReason;
  /** What the row says, as it is written there. */
  readonly cell: string;
}
