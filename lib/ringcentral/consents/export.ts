import type { ConsentRecord } from "../../consent/record.ts";
import { Failure, toFailure } from "../../failure.ts";
import type { Http } from "../http.ts";
import type { RecordBatch } from "../types.ts";
import { CsvRows } from "./csv-rows.ts";
import { parseRecord } from "./record-schema.ts";

const CONSENTS = "/restapi/v2/accounts/~/sms/consents";
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
  const { rest, whole, lineEnds } = rows.finish();
  if (!whole) throw new Failure("truncated-answer", { detail: "within quotes" });
  if (rest) {
    // A last row without a line end may be half a row: only a complete one is believed.
    const before: number = malformed;
    take(rest);
    const complete = lineEnds === 0 || malformed === before;
    if (!complete) throw new Failure("truncated-answer", { detail: "within a row" });
  }
  if (!header) throw new Failure("malformed-answer", { detail: "export without a header" });
  yield { records, malformed };
}
