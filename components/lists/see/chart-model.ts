export interface ChartRow {
  /** As a file has it: an ISO 8601 day, an E.164 number, a name. */
  readonly key: string;
  /** As the table has it. */
  readonly label: string;
  /** As an axis has it. */
  readonly short: string;
  readonly values: readonly number[];
}

/** A chart, its table and its files: all of them show the same rows. */
export interface ChartModel {
  /** Part of the files' names. */
  readonly id: string;
  readonly title: string;
  /** What it shows, in a sentence. */
  readonly summary: string;
  /** What it cannot show. */
  readonly notes: readonly string[];
  readonly kind: "line" | "bars" | "ranks";
  /** Header of the labels, then of each value. The first value is drawn. */
  readonly head: readonly string[];
  readonly rows: readonly ChartRow[];
  /** For what is drawn of `ranks` with very many rows. */
  readonly others: (count: number) => string;
}

/** More bars than this are too thin to be told apart; the table has them all. */
const MOST_RANKS = 10;

export interface DrawnChart {
  readonly kind: ChartModel["kind"];
  readonly labels: readonly string[];
  readonly values: readonly number[];
}

/** What a chart draws of its model. */
export function drawnOf({ kind, rows, others }: ChartModel): DrawnChart {
  const value = ({ values }: ChartRow): number => values[0] ?? 0;
  const shown = kind === "ranks" && rows.length > MOST_RANKS + 1 ? rows.slice(0, MOST_RANKS) : rows;
  const rest = rows.slice(shown.length);
  return {
    kind,
    labels: [...shown.map(({ short }) => short), ...(rest.length > 0 ? [others(rest.length)] : [])],
    values: [
      ...shown.map(value),
      ...(rest.length > 0 ? [rest.reduce((sum, row) => sum + value(row), 0)] : []),
    ],
  };
}

export const isEmpty = ({ rows }: ChartModel): boolean =>
  rows.every(({ values }) => values.every((value) => value === 0));
