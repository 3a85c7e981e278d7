import {
  Ban,
  Check,
  CircleCheck,
  CircleMinus,
  CircleQuestionMark,
  Clock,
  Contrast,
  type LucideIcon,
} from "lucide-preact";
import type { VerdictKind } from "../../lib/consent/verdict.ts";
import { type TextKey, useTexts } from "../texts.tsx";
import "./badge.css";

export type Status = VerdictKind | "opted-in" | "pending";

/** The status language: one colour (by class), one icon, one word each, everywhere. */
const LANGUAGE: { readonly [S in Status]: { readonly icon: LucideIcon; readonly word: TextKey } } =
  {
    "opted-out": { icon: Ban, word: "status_opted_out" },
    "partly-opted-out": { icon: Contrast, word: "status_partly_opted_out" },
    "opted-in": { icon: Check, word: "status_opted_in" },
    clear: { icon: CircleCheck, word: "status_clear" },
    "opt-in-missing": { icon: CircleMinus, word: "status_opt_in_missing" },
    unverified: { icon: CircleQuestionMark, word: "status_unverified" },
    pending: { icon: Clock, word: "status_pending" },
  };

export const statusWord = (status: Status): TextKey => LANGUAGE[status].word;

export function Badge({ status, size = "m" }: { status: Status; size?: "m" | "l" }) {
  const { t } = useTexts();
  const { icon: Icon, word } = LANGUAGE[status];
  return (
    <span class={`badge ${status} size-${size}`}>
      <Icon aria-hidden="true" />
      {t(word)}
    </span>
  );
}
