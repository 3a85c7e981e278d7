import type { SkipReason } from "../../../lib/campaign/upload/upload-row.ts";
import type { TextKey } from "../../texts.tsx";

/** Why a row is left out, each in a sentence. */
export const REASONS: { readonly [R in SkipReason]: TextKey } = {
  empty: "row_empty",
  "spreadsheet-float": "row_spreadsheet_float",
  "several-numbers": "row_several_numbers",
  "leading-zero-lost": "row_leading_zero_lost",
  "not-a-number": "row_not_a_number",
  "business-number-unclear": "row_business_number_unclear",
  "status-unclear": "row_status_unclear",
  "note-too-long": "row_note_too_long",
  duplicate: "row_duplicate",
  contradiction: "row_contradiction",
  "already-so": "row_already_so",
  "campaign-only": "row_campaign_only",
};

export const isSkipReason = (reason: string): reason is SkipReason =>
  Object.hasOwn(REASONS, reason);
