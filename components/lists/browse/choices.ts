import { EVERYTHING, type RecordQuery, type RecordSort } from "../../../lib/browse/record-query.ts";
import { searchDigits } from "../../../lib/browse/search-digits.ts";
import { isE164 } from "../../../lib/phone/e164.ts";

/** What a person looks for, as the fields hold it. Empty texts: it does not matter. */
export interface Choices {
  readonly search: string;
  /** E.164, or `*` for records of every business number. */
  readonly from: string;
  readonly status: "out" | "in" | "";
  readonly source: string;
  readonly coverage: string;
  readonly campaignType: string;
  /** Days as the browser's own field gives them: `2026-11-24`. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly sort: RecordSort;
}

export const NO_CHOICES: Choices = {
  search: "",
  from: "",
  status: "",
  source: "",
  coverage: "",
  campaignType: "",
  firstDay: "",
  lastDay: "",
  sort: "recipient",
};

/** The beginning of a day where the person is, so many days later, in epoch seconds. */
function dayStart(day: string, later: number): number | null {
  const [year, month, date] = day.split("-").map(Number);
  if (!year || !month || !date) return null;
  return Math.floor(new Date(year, month - 1, date + later).getTime() / 1000);
}

export const queryOf = (choices: Choices): RecordQuery => ({
  ...EVERYTHING,
  digits: searchDigits(choices.search),
  from: choices.from === "*" || isE164(choices.from) ? choices.from : null,
  optedIn: choices.status === "" ? null : choices.status === "in",
  source: choices.source || null,
  coverage: choices.coverage || null,
  campaignType: choices.campaignType || null,
  since: dayStart(choices.firstDay, 0),
  until: dayStart(choices.lastDay, 1),
  sort: choices.sort,
});
