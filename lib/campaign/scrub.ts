import type { E164 } from "../phone/e164.ts";
import { createTextReader, type DetectedEncoding, toBytes, type Units } from "./encoding.ts";
import { type RecipientProblem, readRecipient, type ThoroughReader } from "./read-recipient.ts";
import { cellText, type RowPlace, RowSplitter } from "./row-splitter.ts";
import type { Delimiter } from "./table-shape.ts";
import { unitsOf } from "./unit-pieces.ts";

export interface ScrubOptions extends DetectedEncoding {
  readonly delimiter: Delimiter;
  readonly hasHeader: boolean;
  /** Places of the columns that hold recipients, from 0. */
  readonly columns: readonly number[];
  readonly defaultCountry: string;
  /** Rows whose number cannot be read: silence is not consent, so they are removed unless somebody wants them. */
  readonly unreadable: "remove" | "keep";
}

/** Why a row was taken out. */
export type RemovalReason = "opted-out" | Exclude<RecipientProblem, "empty">;

export interface ScrubCounts {
  readonly rows: number;
  readonly kept: number;
  readonly optedOut: number;
  readonly unreadable: number;
  /** Rows without any number: nobody can be texted by them, so they stay. */
  readonly empty: number;
  readonly bytes: number;
}

export interface ScrubPorts {
  /** Those of the recipients that must not be texted. */
  readonly optedOut: (recipients: readonly E164[]) => Promise<ReadonlySet<E164>>;
  readonly thorough: ThoroughReader;
  /** Rows that stay, as they came; the header and the byte order mark among them. */
  readonly keep: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
  /** The header (no reason), then each row that was taken out, as it came. */
  readonly remove: (bytes: Uint8Array<ArrayBuffer>, reason: RemovalReason | null) => Promise<void>;
  readonly onProgress: (counts: ScrubCounts) => void;
}

interface ReadRow {
  readonly start: number;
  readonly end: number;
  readonly recipients: readonly E164[];
  readonly problem: RecipientProblem | null;
}

const MARKS = {
  "utf-8": [0xef, 0xbb, 0xbf],
  "utf-16le": [0xff, 0xfe],
  "utf-16be": [0xfe, 0xff],
} as const;

/**
 * The list without those who must not be texted; every other byte as it came. Rows
 * stream through: memory holds one piece. Nothing is decided by a part of a row.
 */
export async function scrub(
  input: AsyncIterable<Uint8Array>,
  options: ScrubOptions,
  ports: ScrubPorts,
  signal: AbortSignal,
): Promise<ScrubCounts> {
  const { encoding, markLength, columns, defaultCountry } = options;
  const read = createTextReader(encoding);
  const splitter = new RowSplitter(options.delimiter);
  let counts: ScrubCounts = {
    rows: 0,
    kept: 0,
    optedOut: 0,
    unreadable: 0,
    empty: 0,
    bytes: markLength,
  };
  let headerSeen = !options.hasHeader;

  const readRow = (row: RowPlace): ReadRow => {
    const recipients: E164[] = [];
    let problem: RecipientProblem | null = "empty";
    for (const column of columns) {
      const cell = readRecipient(cellText(row, column, read), defaultCountry, ports.thorough);
      if (cell.ok) {
        recipients.push(cell.number);
        if (problem === "empty") problem = null;
      } else if (cell.problem !== "empty") {
        recipients.push(...cell.possible);
        problem = cell.problem;
      }
    }
    return { start: row.start, end: row.end, recipients, problem };
  };

  const reasonOf = (row: ReadRow, optedOut: ReadonlySet<E164>): RemovalReason | null => {
    if (row.recipients.some((recipient) => optedOut.has(recipient))) return "opted-out";
    if (row.problem === null || row.problem === "empty") return null;
    return options.unreadable === "remove" ? row.problem : null;
  };

  const settle = async (units: Units, rows: readonly ReadRow[]): Promise<void> => {
    const asked = [...new Set(rows.flatMap(({ recipients }) => recipients))];
    const optedOut = asked.length > 0 ? await ports.optedOut(asked) : new Set<E164>();
    let { kept, optedOut: out, unreadable, empty, bytes } = counts;
    // Rows that stay lie behind each other: they are written as one piece.
    let from = rows[0]?.start ?? 0;
    const flush = async (end: number): Promise<void> => {
      if (end > from) await ports.keep(toBytes(units.subarray(from, end) as Units, encoding));
    };
    for (const row of rows) {
      const reason = reasonOf(row, optedOut);
      bytes += (row.end - row.start) * units.BYTES_PER_ELEMENT;
      if (reason === null) {
        kept++;
        if (row.problem === "empty") empty++;
        continue;
      }
      if (reason === "opted-out") out++;
      else unreadable++;
      await flush(row.start);
      from = row.end;
      await ports.remove(toBytes(units.subarray(row.start, row.end) as Units, encoding), reason);
    }
    await flush(rows.at(-1)?.end ?? from);
    counts = { rows: counts.rows + rows.length, kept, optedOut: out, unreadable, empty, bytes };
    ports.onProgress(counts);
  };

  const take = async (feed: (onRow: (row: RowPlace) => void) => void): Promise<void> => {
    let units: Units | null = null;
    const rows: ReadRow[] = [];
    let header: Units | null = null;
    feed((row) => {
      units = row.units;
      if (headerSeen) rows.push(readRow(row));
      else {
        headerSeen = true;
        header = row.units.slice(row.start, row.end);
      }
    });
    signal.throwIfAborted();
    if (header) {
      const bytes = toBytes(header, encoding);
      counts = { ...counts, bytes: counts.bytes + bytes.length };
      await ports.keep(bytes);
      await ports.remove(bytes, null);
    }
    if (units && rows.length > 0) await settle(units, rows);
  };

  if (markLength > 0 && encoding !== "windows-1252") {
    const mark = new Uint8Array(MARKS[encoding]);
    await ports.keep(mark);
    await ports.remove(mark, null);
  }
  let rest = new Uint8Array(0);
  const pieces = unitsOf(input, options, (bytes) => {
    rest = bytes;
  });
  for await (const units of pieces) await take((onRow) => splitter.push(units, onRow));
  await take((onRow) => splitter.finish(onRow));
  if (rest.length > 0) await ports.keep(rest);
  return { ...counts, bytes: counts.bytes + rest.length };
}
