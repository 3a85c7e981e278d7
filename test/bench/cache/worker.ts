import { openCacheDatabase } from "../../../lib/cache/database.ts";
import { createPairCache } from "../../../lib/cache/pair-cache.ts";
import { PairDictionaries } from "../../../lib/consent/pair-columns.ts";
import type { E164 } from "../../../lib/phone/e164.ts";
import { bytesOf } from "../../../lib/ringcentral/consents/byte-stream.ts";
import { ExportCsv } from "../../../lib/ringcentral/consents/export-csv.ts";
import { openRowStore, readJsonSet, rowKey, writeJsonSet } from "./peers.ts";
import type { Answer, Question } from "./questions.ts";

async function* piecesOf(url: string): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = (await fetch(url)).body?.getReader();
  if (!reader) return;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

/** Merely reading and decoding the stream. */
async function readAndDecode(url: string): Promise<number> {
  const decoder = new TextDecoder();
  let length = 0;
  for await (const piece of piecesOf(url)) length += decoder.decode(piece, { stream: true }).length;
  return length;
}

async function stream(url: string): Promise<number> {
  let length = 0;
  for await (const piece of bytesOf(await fetch(url), new AbortController().signal)) {
    length += piece.length;
  }
  return length;
}

async function parse(url: string): Promise<number> {
  const csv = new ExportCsv(new PairDictionaries());
  let pairs = 0;
  for await (const piece of bytesOf(await fetch(url), new AbortController().signal)) {
    csv.push(piece);
    pairs += csv.batch().columns.length;
  }
  csv.finish();
  return pairs + csv.batch().columns.length;
}

async function load(url: string, name: string): Promise<number> {
  const db = await openCacheDatabase(name);
  const writer = await createPairCache(async () => db).beginSnapshot({
    account: "a",
    optIns: false,
  });
  const csv = new ExportCsv(writer.dictionaries);
  for await (const piece of bytesOf(await fetch(url), new AbortController().signal)) {
    csv.push(piece);
    await writer.addColumns(csv.batch().columns);
  }
  csv.finish();
  await writer.addColumns(csv.batch().columns);
  const meta = await writer.commit({
    asOf: Date.now(),
    malformed: 0,
    source: "export",
    reread: async () => null,
  });
  db.close();
  return meta.optOuts;
}

/** What the snapshot takes on disk: pairs, and their details. */
async function sizes(name: string): Promise<readonly [number, number]> {
  const db = await openCacheDatabase(name);
  const total = async (store: "blocks" | "details"): Promise<number> => {
    let bytes = 0;
    for (const value of await db.getAll(store)) bytes += (value as Uint8Array).length;
    return bytes;
  };
  const both = [await total("blocks"), await total("details")] as const;
  db.close();
  return both;
}

async function lookUp(name: string, recipients: readonly E164[]): Promise<number> {
  const db = await openCacheDatabase(name);
  const { optOuts } = await createPairCache(async () => db).lookUp(recipients);
  return optOuts.size;
}

const BATCH = 50;

async function lookUps(name: string, recipients: readonly E164[]): Promise<number> {
  const db = await openCacheDatabase(name);
  const cache = createPairCache(async () => db);
  const start = performance.now();
  for (let at = 0; at < recipients.length; at += BATCH) {
    await cache.lookUp(recipients.slice(at, at + BATCH));
  }
  return ((performance.now() - start) * 1000) / recipients.length;
}

async function buildRows(url: string, name: string): Promise<number> {
  const db = await openRowStore(name);
  let count = 0;
  let rest = "";
  const decoder = new TextDecoder();
  for await (const piece of piecesOf(url)) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split("\r\n");
    rest = lines.pop() ?? "";
    const writing = db.transaction("pairs", "readwrite");
    for (const line of lines) {
      const [to = "", from = "", status, source, , , , time] = line.split(",");
      if (status === "OptOut") void writing.store.put({ status, source, time }, rowKey(to, from));
    }
    await writing.done;
    count += lines.length;
  }
  db.close();
  return count;
}

async function lookUpRows(name: string, recipients: readonly E164[]): Promise<number> {
  const db = await openRowStore(name);
  const reading = db.transaction("pairs");
  const found = await Promise.all(
    recipients.map((to) => reading.store.getAll(IDBKeyRange.bound([to], [to, []]))),
  );
  return found.filter((rows) => rows.length > 0).length;
}

async function answer(question: Question): Promise<number | readonly number[]> {
  switch (question.ask) {
    case "nothing":
      return 0;
    case "read":
      return readAndDecode(question.url);
    case "stream":
      return stream(question.url);
    case "parse":
      return parse(question.url);
    case "load":
      return load(question.url, question.name);
    case "sizes":
      return sizes(question.name);
    case "look-up":
      return lookUp(question.name, question.recipients);
    case "look-ups":
      return lookUps(question.name, question.recipients);
    case "build-rows":
      return buildRows(question.url, question.name);
    case "look-up-rows":
      return lookUpRows(question.name, question.recipients);
    case "build-json":
      return writeJsonSet(piecesOf(question.url), question.name);
    case "look-up-json": {
      const set = await readJsonSet(question.name);
      return question.recipients.filter((to) => set.has(to)).length;
    }
  }
}

addEventListener("message", async ({ data }: MessageEvent<Question>) => {
  const start = performance.now();
  try {
    const result = await answer(data);
    postMessage({ ms: performance.now() - start, result } satisfies Answer);
  } catch (error) {
    postMessage({ ms: 0, result: 0, error: String(error) } satisfies Answer);
  }
});
