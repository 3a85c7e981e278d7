import type { OptOut, Verdict } from "../../consent/verdict.ts";
import type { E164 } from "../../phone/e164.ts";
import { formatShort } from "../../phone/format.ts";
import type { Refusal } from "../routes/gate.ts";
import { localeOf } from "./locale-of.ts";

export type Translate = (key: string, substitutions?: readonly string[]) => string;

export interface CardContent {
  readonly title: string;
  /** One paragraph a recipient and reason. */
  readonly lines: readonly string[];
  readonly wayOn: string;
  /** Whom to call in place of the text. */
  readonly calls: readonly E164[];
}

const KNOWN_SOURCES = new Set(["Recipient", "Api", "Upstream", "Carrier"]);

export const inOneLine = (number: E164): string => formatShort(number).replaceAll(" ", "\u00a0");

function optOutLine(recipient: string, optOut: OptOut, t: Translate): string {
  const source = KNOWN_SOURCES.has(optOut.source ?? "")
    ? `source_${optOut.source}`
    : "source_other";
  const since = optOut.since === undefined ? Number.NaN : Date.parse(optOut.since);
  const date = Number.isNaN(since)
    ? t("date_unknown")
    : new Intl.DateTimeFormat(localeOf(t), { dateStyle: "medium" }).format(since);
  const from = optOut.from === null ? t("card_every_number") : inOneLine(optOut.from);
  return t("card_opt_out_line", [recipient, from, date, t(source)]);
}

export function linesOf(verdict: Verdict, t: Translate): string[] {
  const recipient = inOneLine(verdict.recipient);
  if (verdict.kind === "clear") return [];
  if (verdict.kind === "opt-in-missing") return [t("card_opt_in_missing_line", [recipient])];
  if (verdict.kind === "unverified") {
    const reason = (verdict.reason ?? "unreachable").replaceAll("-", "_");
    return [t("card_unverified_line", [recipient, t(`unverified_${reason}`)])];
  }
  return verdict.optOuts.map((optOut) => optOutLine(recipient, optOut, t));
}

/** The lawful way on. */
function wayOnOf(verdicts: readonly Verdict[]): string {
  if (verdicts.some(({ optOuts }) => optOuts.length > 0)) return "card_way_on_opted_out";
  const optIn = verdicts.some(({ kind }) => kind === "opt-in-missing");
  return optIn ? "card_way_on_opt_in" : "card_way_on_unverified";
}

/** A page may have opted-out customers by the hundred, and one of them is meant. */
const MAX_LINES = 5;

/** Each customer who is not to be texted; none where it is a guess which of several is meant. */
function callsOf(concerned: readonly Verdict[], guessed: boolean): readonly E164[] {
  const unsure = guessed && concerned.length > 1;
  return unsure ? [] : concerned.slice(0, MAX_LINES).map(({ recipient }) => recipient);
}

/** What the card says: who, which business number, since when, by what source, and the lawful way on. */
export function cardContent(
  { decision, verdicts, unreadable, guessed }: Refusal,
  t: Translate,
): CardContent {
  const optedOutFirst = verdicts.toSorted((a, b) => b.optOuts.length - a.optOuts.length);
  const reasons = optedOutFirst.flatMap((verdict) => linesOf(verdict, t));
  const more = reasons.length - MAX_LINES;
  return {
    title: t(decision === "block" ? "card_title_blocked" : "card_title_warning"),
    lines: [
      ...reasons.slice(0, MAX_LINES),
      ...(more > 0 ? [t("card_more_line", [String(more)])] : []),
      ...(guessed ? [t("card_guessed_line")] : []),
      ...unreadable.map((text) => t("card_unreadable_line", [text.slice(0, 40)])),
    ],
    wayOn: t(wayOnOf(verdicts)),
    calls: callsOf(
      optedOutFirst.filter(({ kind }) => kind !== "clear"),
      guessed,
    ),
  };
}
