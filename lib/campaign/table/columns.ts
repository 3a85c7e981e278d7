import type { Table } from "./table.ts";

/** A thing that a column may hold; a tab names those it needs. */
export interface ColumnRole<Id extends string = string> {
  readonly id: Id;
  /** Header names that say so, in lower case, in any language. */
  readonly names: RegExp;
  /** Tells it by a cell where no header does. */
  readonly holds?: (cell: string) => boolean;
}

/** The column of each role, from 0; null: none. */
export type Columns<Id extends string = string> = Readonly<Record<Id, number | null>>;

/** What two tables of the same kind have in common: the names of their columns. */
export const headerKey = ({ columns, format }: Pick<Table, "columns" | "format">): string | null =>
  format.hasHeader ? columns.map((name) => name.trim().toLowerCase()).join("\u001f") : null;

const fits = (table: Table, column: number, role: ColumnRole): number => {
  const cells = table.sample.map((row) => row[column]?.trim() ?? "").filter((cell) => cell !== "");
  const { holds } = role;
  return !holds || cells.length === 0 ? 0 : cells.filter(holds).length / cells.length;
};

/** The columns that most likely play the roles: by their names first, then by what they hold. Each column plays one. */
export function guessColumns<Id extends string>(
  table: Table,
  roles: readonly ColumnRole<Id>[],
): Columns<Id> {
  const free = new Set(table.columns.keys());
  const take = (score: (column: number) => number): number | null => {
    let best: number | null = null;
    let most = 0;
    for (const column of free) {
      const points = score(column);
      if (points > most) {
        best = column;
        most = points;
      }
    }
    if (best !== null) free.delete(best);
    return best;
  };
  const found = new Map<Id, number | null>();
  const named = (role: ColumnRole<Id>) => (column: number) =>
    table.format.hasHeader && role.names.test(table.columns[column]?.toLowerCase() ?? "")
      ? 1 + fits(table, column, role)
      : 0;
  for (const role of roles) found.set(role.id, take(named(role)));
  for (const role of roles) {
    if (found.get(role.id) !== null) continue;
    found.set(
      role.id,
      take((column) => {
        const share = fits(table, column, role);
        return share > 0.5 ? share : 0;
      }),
    );
  }
  return Object.fromEntries(found) as Columns<Id>;
}

/** Columns as they were remembered, when they fit this table; null when they do not. */
export function rememberedColumns<Id extends string>(
  table: Table,
  roles: readonly ColumnRole<Id>[],
  stored: unknown,
): Columns<Id> | null {
  if (typeof stored !== "object" || stored === null) return null;
  const values = stored as Readonly<Record<string, unknown>>;
  const isColumn = (value: unknown): value is number | null =>
    value === null ||
    (typeof value === "number" && Number.isInteger(value) && table.columns[value] !== undefined);
  return roles.every(({ id }) => isColumn(values[id])) ? (stored as Columns<Id>) : null;
}
