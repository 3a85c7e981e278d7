import type { PageReport } from "../../lib/messages/protocol.ts";

export interface TableRow extends PageReport {
  readonly page: string;
}

const COLUMNS: readonly (readonly [string, (row: TableRow) => string | number])[] = [
  ["page", ({ page }) => page],
  ["numbers", ({ numbers }) => numbers],
  ["opted out", ({ optedOut }) => optedOut],
  ["partly", ({ partlyOptedOut }) => partlyOptedOut],
  ["text routes", ({ routes }) => routes],
  ["routes blocked", ({ blockedRoutes }) => blockedRoutes],
];

/** Lines of a plain table: words to the left, counts to the right. */
export function table(rows: readonly TableRow[]): string {
  const cells = [
    COLUMNS.map(([title]) => title),
    ...rows.map((row) => COLUMNS.map(([, value]) => String(value(row)))),
  ];
  const widths = COLUMNS.map((_, column) =>
    Math.max(...cells.map((line) => line[column]?.length ?? 0)),
  );
  const lines = cells.map((line) =>
    line
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  "),
  );
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  return [lines[0], rule, ...lines.slice(1)].join("\n");
}
