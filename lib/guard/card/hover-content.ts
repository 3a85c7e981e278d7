import type { VerdictKind } from "../../consent/verdict.ts";
import type { CheckResult } from "../../messages/protocol.ts";
import { formatShort } from "../../phone/format.ts";
import { linesOf, type Translate } from "./card-content.ts";
import { heading, paragraph } from "./elements.ts";
import { localeOf } from "./locale-of.ts";

const statusOf = (kind: VerdictKind, t: Translate): string =>
  t(`status_${kind.replaceAll("-", "_")}`);

/** One business number a row: its label, its status in a word. */
function pairsList({ pairs }: CheckResult, t: Translate): HTMLElement {
  const list = document.createElement("ul");
  for (const { from, label, verdict } of pairs) {
    const row = document.createElement("li");
    const name = document.createElement("span");
    name.textContent = label ? `${label} · ${formatShort(from)}` : formatShort(from);
    const status = document.createElement("b");
    status.className = verdict.kind;
    status.textContent = statusOf(verdict.kind, t);
    row.append(name, status);
    list.append(row);
  }
  return list;
}

function ageOf({ live, overall }: CheckResult, t: Translate): string {
  if (live) return t("checked_now");
  if (overall.asOf === null) return t("card_never_synced");
  const time = new Intl.DateTimeFormat(localeOf(t), { dateStyle: "medium", timeStyle: "short" });
  return t("card_as_of", [time.format(overall.asOf)]);
}

/** Who, the status for each business number, since when and by what source, and how old that is. */
export function hoverContent(result: CheckResult, t: Translate): HTMLElement[] {
  const { overall } = result;
  const text = document.createElement("div");
  text.id = "text";
  text.append(...linesOf(overall, t).map((line) => paragraph(line)));
  if (result.pairs.length > 0) text.append(pairsList(result, t));
  const failure = result.failure;
  if (failure) text.append(paragraph(t(`failure_${failure.code.replaceAll("-", "_")}`), "way"));
  text.append(paragraph(ageOf(result, t), "way"));
  const title = heading(`${formatShort(result.recipient)} · ${statusOf(overall.kind, t)}`);
  return [title, text];
}
