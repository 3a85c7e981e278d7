import { ATTEMPT_ENDS } from "../../../lib/campaign/figures/attempts.ts";
import {
  type Period,
  type Step,
  spread,
  stepFor,
  within,
} from "../../../lib/campaign/figures/spread.ts";
import type { Counts, Day } from "../../../lib/campaign/figures/tally.ts";
import type { JobResults } from "../../../lib/list-jobs/jobs.ts";
import { formatShort } from "../../../lib/phone/format.ts";
import type { Texts } from "../../texts.tsx";
import { sourceInShort } from "../source-in-short.ts";
import type { ChartModel, ChartRow } from "./chart-model.ts";
import { periodLabels, STEP_NAMES } from "./period-labels.ts";

export type SeenFigures = JobResults["figures"];

const WEEK = 7;
const sumOf = (counts: Counts<unknown>): number =>
  counts.reduce((sum, [, count]) => sum + count, 0);

/** Periods of several counts beside each other, from the first day of any to today. */
function beside(counts: readonly Counts<Day>[], today: Day) {
  const first = Math.min(today, ...counts.flatMap(([earliest]) => (earliest ? [earliest[0]] : [])));
  const step = stepFor(today - first + 1);
  return { step, columns: counts.map((one) => spread(one, first, today, step)) };
}

/** What is seen of an account's consents and of what happened on this computer. */
export function chartsOf(seen: SeenFigures, texts: Texts): readonly ChartModel[] {
  const { t, count, locale } = texts;
  const { figures, attempts, today } = seen;
  const { optOuts, returns, recorded } = figures;
  const others = (more: number): string => count("see_others", more);
  const lastWeek = (byDay: Counts<Day>): number => within(byDay, today - WEEK + 1, today);

  const overTime = (
    step: Step,
    columns: readonly (readonly Period[])[],
    valuesAt: (at: number) => readonly number[],
  ): readonly ChartRow[] => {
    const labels = periodLabels(locale, step);
    return (columns[0] ?? []).map((period, at) => labels.row(period, valuesAt(at)));
  };
  const atEach =
    (columns: readonly (readonly Period[])[]) =>
    (at: number): readonly number[] =>
      columns.map((periods) => periods[at]?.count ?? 0);

  const undated = optOuts.undated > 0 ? [count("see_undated", optOuts.undated)] : [];

  const total = (): ChartModel => {
    const { step, columns } = beside([optOuts.byDay], today);
    let running = 0;
    const [first] = optOuts.byDay;
    return {
      id: "opted-out-over-time",
      title: t("see_total"),
      summary: [
        count("see_total_text", optOuts.total),
        ...(first ? [t("see_total_since", periodLabels(locale, "day").day(first[0]))] : []),
      ].join(" "),
      notes: [t("see_total_note"), ...undated],
      kind: "line",
      head: [t(STEP_NAMES[step]), t("see_column_total"), t("see_column_new")],
      rows: overTime(step, columns, (at) => {
        const added = columns[0]?.[at]?.count ?? 0;
        running += added;
        return [running, added];
      }),
      others,
    };
  };

  const week = (): ChartModel => {
    const days = spread(optOuts.byDay, today - WEEK + 1, today, "day");
    const before = spread(optOuts.byDay, today - 2 * WEEK + 1, today - WEEK, "day");
    const earlier = before.reduce((sum, period) => sum + period.count, 0);
    return {
      id: "new-opt-outs-this-week",
      title: t("see_week"),
      summary: count("see_week_text", lastWeek(optOuts.byDay), earlier),
      notes: undated,
      kind: "bars",
      head: [t(STEP_NAMES.day), t("see_column_new"), t("see_column_before")],
      rows: overTime("day", [days], atEach([days, before])),
      others,
    };
  };

  /** Opt-outs by something, the most first. */
  const ranks = <K extends string | null>(
    parts: Pick<ChartModel, "id" | "title"> & { readonly column: string },
    counts: readonly (readonly [K, number])[],
    name: (key: K) => string,
  ): ChartModel => {
    const { column, ...rest } = parts;
    const [most] = counts;
    return {
      ...rest,
      summary: most
        ? t("see_most", name(most[0]), most[1], optOuts.total)
        : count("see_total_text", 0),
      notes: [],
      kind: "ranks",
      head: [column, t("see_column_count")],
      rows: counts.map(([key, value]) => ({
        key: key ?? "*",
        label: name(key),
        short: name(key),
        values: [value],
      })),
      others,
    };
  };

  const sources = (): ChartModel =>
    ranks(
      { id: "opt-outs-by-source", title: t("see_sources"), column: t("column_source") },
      optOuts.bySource,
      (source) => sourceInShort(source, texts),
    );

  const numbers = (): ChartModel =>
    ranks(
      {
        id: "opt-outs-by-business-number",
        title: t("see_numbers"),
        column: t("column_business_number"),
      },
      optOuts.byNumber,
      (from) => (from === null ? t("see_every_number") : formatShort(from)),
    );

  const comeBack = (): ChartModel => {
    const { step, columns } = beside([returns.byDay, recorded.byDay], today);
    return {
      id: "opt-in-returns",
      title: t("see_returns"),
      summary: count("see_returns_text", returns.total, lastWeek(returns.byDay)),
      notes: [t("see_returns_note")],
      kind: "bars",
      head: [t(STEP_NAMES[step]), t("see_column_returns"), t("see_column_recorded")],
      rows: overTime(step, columns, atEach(columns)),
      others,
    };
  };

  const blocked = (): ChartModel => {
    const { byDay, since } = attempts;
    const { step, columns } = beside(
      ATTEMPT_ENDS.map((end) => byDay[end]),
      today,
    );
    return {
      id: "blocked-texts",
      title: t("see_attempts"),
      summary: count("see_attempts_text", sumOf(byDay.blocked), lastWeek(byDay.blocked)),
      notes: [
        since === null
          ? t("see_attempts_none")
          : t("see_attempts_since", periodLabels(locale, "day").day(since)),
      ],
      kind: "bars",
      head: [
        t(STEP_NAMES[step]),
        t("see_column_blocked"),
        t("see_column_warned"),
        t("see_column_overridden"),
      ],
      rows: overTime(step, columns, atEach(columns)),
      others,
    };
  };

  return [total(), week(), sources(), numbers(), comeBack(), blocked()];
}
