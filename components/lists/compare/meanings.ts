import { type CrmSays, guessMeaning } from "../../../lib/campaign/compare.ts";
import type { Table } from "../../../lib/campaign/table/table.ts";

export interface Meaning {
  /** As the CRM writes it. */
  readonly written: string;
  /** In lower case, as `compare` looks it up. */
  readonly word: string;
  readonly says: CrmSays;
}

/** Words that CRMs use, though the first rows may not show them all. */
const COMMON = ["true", "false", "yes", "no", "1", "0", ""];
const MOST = 12;

/** What the words of a consent column mean: as a person has said, else as they look. */
export function meaningsIn(
  table: Table,
  column: number,
  said: Readonly<Record<string, CrmSays>>,
): readonly Meaning[] {
  const name = table.format.hasHeader ? (table.columns[column] ?? "") : "";
  const shown = table.sample.map((row) => (row[column] ?? "").trim());
  const byWord = new Map<string, string>();
  for (const written of [...shown, ...COMMON]) {
    const word = written.toLowerCase();
    if (!byWord.has(word) && byWord.size < MOST + COMMON.length) byWord.set(word, written);
  }
  return [...byWord].map(([word, written]) => ({
    word,
    written,
    says: said[word] ?? guessMeaning(name, word),
  }));
}
