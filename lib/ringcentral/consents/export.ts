import { PairDictionaries } from "../../consent/pair-columns.ts";
import type { Http } from "../http.ts";
import type { ColumnBatch } from "../types.ts";
import { bytesOf } from "./byte-stream.ts";
import { ExportCsv } from "./export-csv.ts";
import { CONSENTS } from "./read.ts";

/** The whole account in one request, as columns while it streams in. A batch is valid until the next is asked for. */
export async function* exportConsents(
  http: Http,
  dictionaries: PairDictionaries,
  signal: AbortSignal,
): AsyncGenerator<ColumnBatch> {
  const response = await http.response(
    { method: "GET", path: `${CONSENTS}/export`, group: "light", accept: "text/csv" },
    signal,
  );
  const csv = new ExportCsv(dictionaries);
  const pieces = bytesOf(response, signal);
  let next = await pieces.next();
  try {
    for (; !next.done; next = await pieces.next()) {
      csv.push(next.value);
      yield csv.batch();
    }
  } finally {
    await pieces.return(false);
  }
  csv.finish();
  yield { ...csv.batch(), announced: next.done && next.value };
}

/** The same as it came, byte by byte, to its proven end. @throws Failure `truncated-answer`, `malformed-answer` */
export async function* exportBytes(
  http: Http,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const response = await http.response(
    { method: "GET", path: `${CONSENTS}/export`, group: "light", accept: "text/csv" },
    signal,
  );
  const csv = new ExportCsv(new PairDictionaries());
  for await (const piece of bytesOf(response, signal)) {
    csv.push(piece);
    yield piece;
  }
  csv.finish();
}
