import type { ConsentRecord } from "../../consent/record.ts";
import { Failure, toFailure } from "../../failure.ts";
import type { Http } from "../http.ts";
import type { RecordBatch } from "../types.ts";
import { CsvRows } from "./csv-rows.ts";
import { CONSENTS } from "./read.ts";
import { parseRecord } from "./record-schema.ts";

const BATCH = 2000;

/** Column names of the present and the older export; the order of columns has changed, so it never counts. */
const COLUMNS: Readonly<Record<string, string>> = {
  "external party number": "to",
  "internal party number": "from",
  "consent status": "optStatus",
  coverage: "coverage",
  "campaign type": "campaignType",
  notes: "notes",
  "last modified time": "lastModifiedTime",
  to: "to",
  from: "from",
  status: "optStatus",
  source: "source",
};

function readHeader(row: readonly string[]): readonly (string | undefined)[] {
  const names = row.map(
    (name) =>
      COLUMNS[
        name
          .replace(/^\ufeff/, "")
          .trim()
          .toLowerCase()
      ],
  );
  const missing = ["to", "from", "optStatus"].filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new Failure("malformed-answer", { detail: `export without ${missing.join(", ")}` });
  }
  return names;
}

function toRecord(
  header: readonly (string | undefined)[],
  row: readonly string[],
): ConsentRecord | null {
  if (row.length !== header.length) return null;
  const raw: Record<string, string> = {};
  header.forEach((name, index) => {
    const value = row[index]?.trim();
    if (name !== undefined && value) raw[name] = value;
  });
  return parseRecord(raw);
}

const FULL_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/;
const SOURCES = /^(?:recipient|api|upstream|carrier)$/i;

/**
 * A last row without a line end may be the part of a row that was cut off: it is
 * believed only when its last cell can be seen to be whole.
 */
function endsComplete(header: readonly (string | undefined)[], row: readonly string[]): boolean {
  if (row.length !== header.length) return false;
  const last = row.at(-1)?.trim() ?? "";
  // The header itself, of an account without records.
  if (COLUMNS[last.toLowerCase()] !== undefined) return true;
  switch (header.at(-1)) {
    case "lastModifiedTime":
      return FULL_TIME.test(last);
    case "source":
      return SOURCES.test(last);
    default:
      return false;
  }
}

/** The text of an answer as it arrives. A connection that breaks off is a truncated answer, never the end. */
async function* textOf(response: Response, signal: AbortSignal): AsyncGenerator<string> {
  if (!response.body) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw new Failure("truncated-answer", { detail: "connection lost", cause: error });
  } finally {
    await reader.cancel().catch(toFailure);
  }
}

/** The whole account in one request, in batches as it streams in. */
export async function* exportConsents(
  http: Http,
  signal: AbortSignal,
): AsyncGenerator<RecordBatch> {
  const response = await http.response(
    { method: "GET", path: `${CONSENTS}/export`, group: "light", accept: "text/csv" },
    signal,
  );
  const rows = new CsvRows();
  let header: readonly (string | undefined)[] | null = null;
  let records: ConsentRecord[] = [];
  let malformed = 0;

  const take = (row: readonly string[]): void => {
    if (row.length === 1 && row[0] === "") return;
    if (!header) {
      header = readHeader(row);
      return;
    }
    const record = toRecord(header, row);
    if (record) records.push(record);
    else malformed++;
  };

  for await (const text of textOf(response, signal)) {
    for (const row of rows.push(text)) take(row);
    if (records.length >= BATCH) {
      yield { records, malformed };
      records = [];
      malformed = 0;
    }
  }
  const { rest, whole } = rows.finish();
  if (!whole) throw new Failure("truncated-answer", { detail: "within quotes" });
  if (rest) {
    if (!endsComplete(header ?? readHeader(rest), rest)) {
      throw new Failure("truncated-answer", { detail: "within a row" });
    }
    take(rest);
  }
  if (!header) throw new Failure("malformed-answer", { detail: "export without a header" });
  yield { records, malformed };
}
