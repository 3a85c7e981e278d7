import type { Period, Step } from "../../../lib/campaign/figures/spread.ts";
import type { Day } from "../../../lib/campaign/figures/tally.ts";
import type { TextKey } from "../../texts.tsx";
import type { ChartRow } from "./chart-model.ts";

const DAY_MS = 86_400_000;

export const STEP_NAMES: { readonly [S in Step]: TextKey } = {
  day: "see_day",
  week: "see_week_from",
  month: "see_month",
};

/** Days are dates of a calendar and in no time zone; a formatter wants one. */
const format = (locale: string, options: Intl.DateTimeFormatOptions) => {
  const formatter = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
  return (day: Day): string => formatter.format(day * DAY_MS);
};

const isoDay = (day: Day): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** How periods of a step are written. */
export function periodLabels(locale: string, step: Step) {
  const month: Intl.DateTimeFormatOptions = { month: "short", year: "numeric" };
  const long = format(locale, step === "month" ? month : { dateStyle: "medium" });
  const short = format(locale, step === "month" ? month : { month: "short", day: "numeric" });
  return {
    day: format(locale, { dateStyle: "medium" }),
    row: ({ start }: Period, values: readonly number[]): ChartRow => ({
      key: isoDay(start),
      label: long(start),
      short: short(start),
      values,
    }),
  };
}
