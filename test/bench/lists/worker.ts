import Papa from "papaparse";
import { openCacheDatabase } from "../../../lib/cache/database.ts";
import { createPairCache } from "../../../lib/cache/pair-cache.ts";
import { piecesOf } from "../../../lib/campaign/file-pieces.ts";
import type { ConsentRecord } from "../../../lib/consent/record.ts";
import { createOutputs, type Outputs } from "../../../lib/list-jobs/output.ts";
import { scrubJob } from "../../../lib/list-jobs/scrub-job.ts";
import type { E164 } from "../../../lib/phone/e164.ts";
import { customerAt, EVERY, HEADER, PHONE, rowAt } from "./list.ts";
import type { Answer, Question } from "./questions.ts";

const { signal } = new AbortController();
const database = () => openCacheDatabase("bench-lists");
let outputs: Promise<Outputs> | null = null;
const ownOutputs = (): Promise<Outputs> => {
  outputs ??= createOutputs(navigator.storage, navigator.locks, crypto.randomUUID());
  return outputs;
};

async function fill(pairs: number): Promise<number> {
  const db = await database();
  const writer = await createPairCache(async () => db).beginSnapshot({
    account: "a",
    optIns: false,
  });
  const batch: ConsentRecord[] = [];
  for (let index = 0; index < pairs; index++) {
    batch.push({
      from: "+16505550101" as E164,
      to: `+1${customerAt(index * EVERY)}` as E164,
      optStatus: "OptOut",
      coverage: "PhoneNumber",
    });
    if (batch.length === 10_000) await writer.add(batch.splice(0));
  }
  await writer.add(batch);
  const meta = await writer.commit({
    asOf: Date.now(),
    malformed: 0,
    source: "export",
    reread: async () => null,
  });
  db.close();
  return meta.optOuts;
}

const listName = (rows: number): string => `bench-${rows}.csv`;

async function writeList(rows: number): Promise<number> {
  const root = await navigator.storage.getDirectory();
  const file = await root.getFileHandle(listName(rows), { create: true });
  const writable = await file.createWritable();
  let text = HEADER;
  for (let index = 0; index < rows; index++) {
    text += rowAt(index);
    if (text.length > 1 << 20) {
      await writable.write(text);
      text = "";
    }
  }
  await writable.write(text);
  await writable.close();
  return (await file.getFile()).size;
}

const listOf = async (rows: number): Promise<File> => {
  const root = await navigator.storage.getDirectory();
  return (await root.getFileHandle(listName(rows))).getFile();
};

async function floor(rows: number): Promise<number> {
  const output = await (await ownOutputs()).create();
  for await (const piece of piecesOf(await listOf(rows), signal)) output.write(piece);
  return (await output.finish()).size;
}

async function scrubList(rows: number): Promise<number> {
  const reason = new Proxy({}, { get: (_, name) => String(name) }) as never;
  const result = await scrubJob(
    {
      job: "scrub",
      file: await listOf(rows),
      options: {
        encoding: "utf-8",
        markLength: 0,
        delimiter: ",",
        hasHeader: true,
        columns: [PHONE],
        defaultCountry: "US",
        unreadable: "remove",
      },
      judgement: {
        basis: {
          account: "a",
          unbrokenSince: null,
          freshMinutes: 60,
          unproven: false,
          campaigns: [],
        },
        senders: [],
        acceptOld: false,
        askedAt: null,
      },
      texts: { reason: "why", numbers: "of", everyNumber: "every", reasons: reason },
    },
    { database, outputs: ownOutputs, now: Date.now, onProgress: () => undefined, signal },
  );
  if (!result.done) throw new Error("not done");
  return result.counts.removed["opted-out"] ?? 0;
}

/** The opted-out as the same user would have them: in a file, one a line. */
async function optedOutSet(): Promise<Set<string>> {
  const db = await database();
  const set = new Set<string>();
  const { readWhole } = await import("../../../lib/cache/whole.ts");
  const whole = await readWhole(db, false);
  for (const { recipient } of whole?.entries() ?? []) set.add(`+${recipient}`);
  db.close();
  return set;
}

let known: Set<string> | null = null;

async function papa(rows: number): Promise<number> {
  known ??= await optedOutSet();
  const optedOut = known;
  const file = await listOf(rows);
  const start = performance.now();
  const kept: string[][] = [];
  let removed = 0;
  await new Promise<void>((resolve, reject) => {
    Papa.parse<string[]>(file, {
      chunk: ({ data }) => {
        for (const row of data) {
          const number = `+1${(row[PHONE] ?? "").replace(/\D/g, "")}`;
          if (optedOut.has(number)) removed++;
          else kept.push(row);
        }
      },
      complete: () => resolve(),
      error: reject,
    });
  });
  const blob = new Blob([Papa.unparse(kept)]);
  if (blob.size === 0) throw new Error("nothing kept");
  papaMs = performance.now() - start;
  return removed;
}
let papaMs = 0;

async function answer(question: Question): Promise<number> {
  switch (question.ask) {
    case "fill":
      return fill(question.pairs);
    case "write":
      return writeList(question.rows);
    case "floor":
      return floor(question.rows);
    case "scrub":
      return scrubList(question.rows);
    case "papa":
      return papa(question.rows);
  }
}

addEventListener("message", async ({ data }: MessageEvent<Question>) => {
  const start = performance.now();
  try {
    const result = await answer(data);
    // The peer's Set is given to it: reading it from our cache is not its work.
    const ms = data.ask === "papa" ? papaMs : performance.now() - start;
    await (await ownOutputs()).clear();
    postMessage({ ms, result } satisfies Answer);
  } catch (error) {
    postMessage({ ms: 0, result: 0, error: String(error) } satisfies Answer);
  }
});
