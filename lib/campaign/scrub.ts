import type { E164 } from "../phone/e164.ts";
import {
  byteOrderMark,
  createTextReader,
  type DetectedEncoding,
  toBytes,
  type Units,
} from "./encoding.ts";
import type { ThoroughReader } from "./read-recipient.ts";
import { createRowRecipients, type RowProblem } from "./row-recipients.ts";
import { type RowPlace, RowSplitter } from "./row-splitter.ts";
import type { Delimiter } from "./table-shape.ts";
import { unitsOf } from "./unit-pieces.ts";

export interface ListOptions extends DetectedEncoding {
  readonly delimiter: Delimiter;
  readonly hasHeader: boolean;
  /** Places of the columns that hold recipients, from 0. */
  readonly columns: readonly number[];
  readonly defaultCountry: string;
}

export interface ScrubOptions extends ListOptions {
  /** Rows whose number cannot be read: silence is not consent, so they are removed unless somebody wants them. */
  readonly unreadable: "remove" | "keep";
}

/** What stands in the way of texting a recipient. */
export interface Cause {
  readonly kind: "opted-out" | "opt-in-missing" | "unverified";
  /** The business numbers concerned; null stands for every one. */
  readonly from: readonly (E164 | null)[];
}

/** Who must not be texted: a whole account in memory, taken at one moment. */
export interface Blocklist {
  /** Of a recipient's E.164 digits as a number: 0 when nothing stands in the way, else one more than the place in `causes`. */
  find(recipient: number): number;
  readonly causes: readonly Cause[];
}

/** Why a row was taken out. */
export type Removal = Cause | { readonly kind: Exclude<RowProblem, "empty"> };
export type RemovalReason = Removal["kind"];

export interface ScrubCounts {
  readonly rows: number;
  readonly kept: number;
  /** Rows taken out, by reason. */
  readonly removed: Readonly<Partial<Record<RemovalReason, number>>>;
  /** Rows whose number could not be read and that stay because somebody wants them. */
  readonly keptUnread: number;
  /** Rows without any number: nobody can be texted by them, so they stay. */
  readonly empty: number;
  readonly bytes: number;
}

export interface ScrubPorts {
  readonly blocklist: Blocklist;
  readonly thorough: ThoroughReader;
  /** Rows that stay, as they came; the header and the byte order mark among them. The bytes are valid during the call. */
  readonly keep: (bytes: Uint8Array) => void;
  /** The byte order mark (`null`), the header (`"header"`), then each row that was taken out, as it came. */
  readonly remove: (bytes: Uint8Array, why: Removal | "header" | null) => void;
  readonly onProgress: (counts: ScrubCounts) => void;
}

const SEVERITY: Readonly<Record<Cause["kind"], number>> = {
  "opted-out": 3,
  "opt-in-missing": 2,
  unverified: 1,
};

/**
 * The list without those who must not be texted; every other byte as it came. Rows
 * stream through: memory holds one piece. Nothing is decided by a part of a row.
 * @throws Failure `csv-quote-open`
 */
export async function scrub(
  input: AsyncIterable<Uint8Array>,
  options: ScrubOptions,
  ports: ScrubPorts,
  signal: AbortSignal,
): Promise<ScrubCounts> {
  const { encoding, markLength } = options;
  const { blocklist } = ports;
  const read = createTextReader(encoding);
  const splitter = new RowSplitter(options.delimiter);
  const recipients = createRowRecipients({ ...options, read, thorough: ports.thorough });
  const removed: Partial<Record<RemovalReason, number>> = {};
  const counts = { rows: 0, kept: 0, removed, keptUnread: 0, empty: 0, bytes: markLength };
  const problems = new Map<RowProblem, Removal>();
  let measured = false;
  /** Rows that stay lie behind each other: they are written as one piece. */
  let keptFrom = 0;
  let reached = 0;

  const removalOf = (problem: RowProblem | null): Removal | null => {
    if (problem === null || problem === "empty" || options.unreadable === "keep") return null;
    const known = problems.get(problem) ?? { kind: problem };
    problems.set(problem, known);
    return known;
  };

  const judge = (row: RowPlace): Removal | null => {
    const { numbers, problem } = recipients.of(row);
    let worst: Cause | null = null;
    for (const number of numbers) {
      const found = blocklist.find(number);
      const cause = found === 0 ? undefined : blocklist.causes[found - 1];
      if (cause && (!worst || SEVERITY[cause.kind] > SEVERITY[worst.kind])) worst = cause;
    }
    // That nothing is known of a number which the row only may mean is the lesser trouble.
    const certain = worst !== null && (problem === null || worst.kind === "opted-out");
    const removal = certain ? worst : (removalOf(problem) ?? worst);
    if (!removal && problem === "empty") counts.empty++;
    else if (!removal && problem !== null) counts.keptUnread++;
    return removal;
  };

  const flush = (units: Units, end: number): void => {
    if (end > keptFrom) ports.keep(toBytes(units.subarray(keptFrom, end) as Units, encoding));
    keptFrom = end;
  };

  const onRow = (row: RowPlace): void => {
    const { units, start, end } = row;
    reached = end;
    if (!measured) {
      measured = true;
      recipients.measure(row);
      if (options.hasHeader) {
        ports.remove(toBytes(units.subarray(start, end) as Units, encoding), "header");
        return;
      }
    }
    counts.rows++;
    const removal = judge(row);
    if (removal === null) {
      counts.kept++;
      return;
    }
    removed[removal.kind] = (removed[removal.kind] ?? 0) + 1;
    flush(units, start);
    keptFrom = end;
    ports.remove(toBytes(units.subarray(start, end) as Units, encoding), removal);
  };

  const split = (feed: (take: (row: RowPlace) => void) => void): void => {
    let units: Units | null = null;
    keptFrom = 0;
    reached = 0;
    feed((row) => {
      units = row.units;
      onRow(row);
    });
    if (units === null) return;
    flush(units, reached);
    counts.bytes += reached * (units as Units).BYTES_PER_ELEMENT;
    ports.onProgress(counts);
  };

  if (markLength > 0) {
    const mark = byteOrderMark(encoding);
    ports.keep(mark);
    ports.remove(mark, null);
  }
  let rest: Uint8Array = new Uint8Array(0);
  const pieces = unitsOf(input, options, (bytes) => {
    rest = bytes;
  });
  for await (const units of pieces) {
    signal.throwIfAborted();
    split((take) => splitter.push(units, take));
  }
  split((take) => splitter.finish(take));
  if (rest.length > 0) ports.keep(rest);
  counts.bytes += rest.length;
  return counts;
}
