import { createTextReader, encodeText, toBytes, type Units } from "./encoding.ts";
import type { ThoroughReader } from "./read-recipient.ts";
import { createRowRecipients } from "./row-recipients.ts";
import { cellCount, cellText, type RowPlace, RowSplitter } from "./row-splitter.ts";
import type { Blocklist, ListOptions } from "./scrub.ts";
import { unitsOf } from "./unit-pieces.ts";
import { csvCell } from "./write-csv.ts";

/** What a cell of the consent column says. */
export type CrmSays = "opted-out" | "may-text" | "nothing";

export interface CompareOptions extends ListOptions {
  /** Place of the column that says whether the customer may be texted. */
  readonly consentColumn: number;
  /** By the cell's text, trimmed and in lower case; what is not named says nothing. */
  readonly meanings: Readonly<Record<string, CrmSays>>;
  /** What is written into the CRM's cell for an opted-out customer. */
  readonly optedOutValue: string;
}

export interface CompareCounts {
  readonly rows: number;
  readonly same: number;
  /** The CRM says text, RingCentral says stop. */
  readonly onlyRingCentral: number;
  /** The CRM says stop, RingCentral knows nothing of it. */
  readonly onlyCrm: number;
  /** Rows without a readable number, or whose consent cell says nothing. */
  readonly unread: number;
  readonly bytes: number;
}

export interface ComparePorts {
  readonly blocklist: Blocklist;
  readonly thorough: ThoroughReader;
  /** The header, then rows for the CRM with their consent mended. */
  readonly forCrm: (bytes: Uint8Array) => void;
  /** Recipients, as E.164 digits, for RingCentral; each once. */
  readonly forRingCentral: (recipient: number) => void;
  /** The header, then rows that nobody can judge, as they came. */
  readonly unread: (bytes: Uint8Array) => void;
  readonly onProgress: (counts: CompareCounts) => void;
}

const meaningKey = (cell: string): string => cell.trim().toLowerCase();

/** What a CRM writes for an opted-out customer and for one who may be texted, by the column's name and the cell's word. */
export function guessMeaning(column: string, cell: string): CrmSays {
  const word = meaningKey(cell);
  // What a customer texts to be texted again.
  if (/^(?:start|un-?stop)$/.test(word)) return "may-text";
  if (/opt(?:ed)?[-\s]?out|unsub|stop|do not|baja|d[ée]sab|abgemeldet/.test(word)) {
    return "opted-out";
  }
  if (/^(?:opt(?:ed)?[-\s]?in|sub|allow|alta|abonn)/.test(word)) return "may-text";
  // `SMS opt-out: true` says stop, `SMS consent: true` says text; nothing written: nobody said stop.
  const negative = /out|do\s?not|donot|unsub|stop|baja|d[ée]sabo|block|no\s?sms|nicht|exclu/i.test(
    column,
  );
  if (word === "") return negative ? "may-text" : "nothing";
  if (/^(?:true|yes|y|1|x|s[ií]|oui|ja|wahr|vrai|verdadero)$/.test(word)) {
    return negative ? "opted-out" : "may-text";
  }
  if (/^(?:false|no|n|0|non|nein|falsch|faux|falso)$/.test(word)) {
    return negative ? "may-text" : "opted-out";
  }
  return "nothing";
}

/**
 * Compares a CRM's export with what RingCentral knows, row by row as it streams
 * through. A number that is opted out of any of the senders counts as opted out.
 * @throws Failure `csv-quote-open`
 */
export async function compare(
  input: AsyncIterable<Uint8Array>,
  options: CompareOptions,
  ports: ComparePorts,
  signal: AbortSignal,
): Promise<CompareCounts> {
  const { encoding, consentColumn, meanings, delimiter } = options;
  const { blocklist } = ports;
  const read = createTextReader(encoding);
  const splitter = new RowSplitter(delimiter);
  const recipients = createRowRecipients({ ...options, read, thorough: ports.thorough });
  const mended = encodeText(csvCell(options.optedOutValue, delimiter), encoding);
  const told = new Set<number>();
  const counts = { rows: 0, same: 0, onlyRingCentral: 0, onlyCrm: 0, unread: 0, bytes: 0 };
  let measured = false;

  const bytesOf = (units: Units, from: number, to: number): Uint8Array =>
    toBytes(units.subarray(from, to) as Units, encoding);
  const isOptedOut = (number: number): boolean => {
    const found = blocklist.find(number);
    return found > 0 && blocklist.causes[found - 1]?.kind === "opted-out";
  };

  const mend = ({ units, start, end, cells }: RowPlace): void => {
    ports.forCrm(bytesOf(units, start, cells[consentColumn * 2] ?? end));
    ports.forCrm(mended);
    ports.forCrm(bytesOf(units, cells[consentColumn * 2 + 1] ?? end, end));
  };

  const onRow = (row: RowPlace): void => {
    const { units, start, end } = row;
    if (!measured) {
      measured = true;
      recipients.measure(row);
      if (options.hasHeader) {
        ports.forCrm(bytesOf(units, start, end));
        ports.unread(bytesOf(units, start, end));
        return;
      }
    }
    counts.rows++;
    const { numbers, problem } = recipients.of(row);
    const says =
      consentColumn < cellCount(row)
        ? (meanings[meaningKey(cellText(row, consentColumn, read))] ?? "nothing")
        : "nothing";
    if (problem !== null || says === "nothing") {
      counts.unread++;
      ports.unread(bytesOf(units, start, end));
      return;
    }
    if (says === "may-text") {
      if (!numbers.some(isOptedOut)) counts.same++;
      else {
        counts.onlyRingCentral++;
        mend(row);
      }
      return;
    }
    const missing = numbers.filter((number) => !isOptedOut(number));
    if (missing.length === 0) counts.same++;
    else counts.onlyCrm++;
    for (const number of missing) {
      if (!told.has(number)) ports.forRingCentral(number);
      told.add(number);
    }
  };

  for await (const units of unitsOf(input, options)) {
    signal.throwIfAborted();
    splitter.push(units, onRow);
    counts.bytes += units.byteLength;
    ports.onProgress(counts);
  }
  splitter.finish(onRow);
  return counts;
}
