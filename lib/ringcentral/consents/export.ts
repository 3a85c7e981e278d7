import { abortable } from "../../abortable.ts";
import type { PairDictionaries } from "../../consent/pair-columns.ts";
import { toFailure } from "../../failure.ts";
import type { Http } from "../http.ts";
import type { ColumnBatch } from "../types.ts";
import { ExportCsv, truncated } from "./export-csv.ts";
import { CONSENTS } from "./read.ts";

/** A connection that is silent for so long is lost. */
const SILENCE_MS = 60_000;

/** The bytes of an answer as they arrive; in the end whether they are as many as were announced. A connection that breaks off is a truncated answer, never the end. */
async function* bytesOf(
  response: Response,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>, boolean> {
  if (!response.body) return false;
  const reader = response.body.getReader();
  const silence = new AbortController();
  const ended = AbortSignal.any([signal, silence.signal]);
  let received = 0;
  try {
    for (;;) {
      const timer = setTimeout(() => silence.abort(), SILENCE_MS);
      const { done, value } = await abortable(reader.read(), ended).finally(() =>
        clearTimeout(timer),
      );
      if (done) break;
      received += value.length;
      yield value;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw truncated("connection lost", error);
  } finally {
    await reader.cancel().catch(toFailure);
  }
  // Firefox takes a body for whole that is shorter than it was announced.
  const announced = Number(response.headers.get("Content-Length") ?? Number.NaN);
  if (response.headers.has("Content-Encoding")) return false;
  if (received < announced) throw truncated("shorter than announced");
  return received === announced;
}

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
