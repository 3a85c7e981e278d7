import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, it } from "vitest";
import "fake-indexeddb/auto";
import { type CacheDatabase, openCacheDatabase } from "../../../lib/cache/database.ts";
import { createPairCache } from "../../../lib/cache/pair-cache.ts";
import type { ListBasis } from "../../../lib/list-jobs/basis.ts";
import { compareJob } from "../../../lib/list-jobs/compare-job.ts";
import type { Judgement, ScrubJob } from "../../../lib/list-jobs/jobs.ts";
import { recipientsJob } from "../../../lib/list-jobs/recipients-job.ts";
import { scrubJob } from "../../../lib/list-jobs/scrub-job.ts";
import type { E164 } from "../../../lib/phone/e164.ts";
import { createMemoryOutputs } from "./memory-outputs.ts";

const SALES = "+16505550101" as E164;
const SUPPORT = "+16505550102" as E164;
const NOW = 10_000_000;
const BASIS: ListBasis = {
  account: "a",
  unbrokenSince: null,
  freshMinutes: 60,
  unproven: false,
  campaigns: [],
};
const LIST = "Phone;Name\r\n4155552671;Ada\r\n4155552672;Bo\r\nx;Cy\r\n";

let db: CacheDatabase;

async function know(asOf: number): Promise<void> {
  const writer = await createPairCache(async () => db).beginSnapshot({
    account: "a",
    optIns: false,
  });
  await writer.add([
    {
      from: SALES,
      to: "+14155552671" as E164,
      optStatus: "OptOut",
      coverage: "PhoneNumber",
    },
  ]);
  await writer.commit({ asOf, malformed: 0, source: "export", reread: async () => null });
}

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  db = await openCacheDatabase();
});

const texts = {
  reason: "why",
  numbers: "of",
  everyNumber: "every",
  reasons: { "opted-out": "opted out", "not-a-number": "no; number" } as never,
};
const job = (judgement: Partial<Judgement> = {}, list = LIST): ScrubJob => ({
  job: "scrub",
  file: new Blob([list]),
  options: {
    encoding: "utf-8",
    markLength: 0,
    delimiter: ";",
    hasHeader: true,
    columns: [0],
    defaultCountry: "US",
    unreadable: "remove",
  },
  texts,
  judgement: { basis: BASIS, senders: [], acceptOld: false, askedAt: null, ...judgement },
});

function run(given: ScrubJob, signal = new AbortController().signal) {
  const { outputs, left } = createMemoryOutputs();
  const ports = {
    database: async () => db,
    outputs: async () => outputs,
    now: () => NOW,
    onProgress: () => undefined,
    signal,
  };
  return { result: scrubJob(given, ports), left, ports };
}

describe("scrubbing a list in a worker", () => {
  it("gives both files, with the reason in front of each row that was taken out", async () => {
    await know(NOW);
    const result = await run(job()).result;
    if (!result.done) throw new Error("not done");
    expect(await result.kept.text()).toBe("Phone;Name\r\n4155552672;Bo\r\n");
    expect(await result.removed.text()).toBe(
      `why;of;Phone;Name\r\nopted out;${SALES};4155552671;Ada\r\n"no; number";;x;Cy\r\n`,
    );
    expect(result.state).toEqual({ state: "fresh", asOf: NOW });
  });

  it("goes by the number that the list is texted from", async () => {
    await know(NOW);
    const result = await run(job({ senders: [SUPPORT] })).result;
    expect(result).toMatchObject({ done: true, counts: { kept: 2 } });
  });

  it.each<[string, number | null, Partial<ListBasis>, string]>([
    ["old data", NOW - 61 * 60_000, {}, "stale"],
    ["data of a clock that was set back", NOW + 600_000, {}, "stale"],
    ["nobody signed in", NOW, { account: null }, "signed-out"],
    ["another account's data", NOW, { account: "b" }, "never-loaded"],
    ["no data", null, {}, "never-loaded"],
  ])("makes no list out of %s", async (_, asOf, basis, reason) => {
    if (asOf !== null) await know(asOf);
    const { result, left } = run(job({ basis: { ...BASIS, ...basis } }));
    expect(await result).toMatchObject({ done: false, state: { state: "unverified", reason } });
    expect(left.size).toBe(0);
  });

  it("uses old data when somebody wants it, and says how old it is", async () => {
    const asOf = NOW - 61 * 60_000;
    await know(asOf);
    const result = await run(job({ acceptOld: true })).result;
    expect(result).toMatchObject({ done: true, state: { reason: "stale", asOf } });
  });

  it("uses no data at all whatever somebody wants", async () => {
    expect(await run(job({ acceptOld: true })).result).toMatchObject({ done: false });
  });

  it("goes by live events where they have told of everything since", async () => {
    await know(NOW - 61 * 60_000);
    const basis = { ...BASIS, unbrokenSince: NOW - 62 * 60_000 };
    expect(await run(job({ basis })).result).toMatchObject({
      done: true,
      state: { state: "fresh", asOf: NOW },
    });
  });

  it("needs no data where RingCentral was asked", async () => {
    expect(await run(job({ askedAt: NOW - 5000 })).result).toMatchObject({
      done: true,
      state: { state: "fresh", asOf: NOW - 5000 },
    });
  });

  it("leaves nothing behind when the list is bad in its middle, or when it is stopped", async () => {
    await know(NOW);
    const bad = run(job({}, `${LIST}"4155552673;Di\r\n`));
    await expect(bad.result).rejects.toMatchObject({ code: "csv-quote-open" });
    expect(bad.left.size).toBe(0);
    const stop = new AbortController();
    stop.abort();
    const stopped = run(job(), stop.signal);
    await expect(stopped.result).rejects.toMatchObject({ name: "AbortError" });
    expect(stopped.left.size).toBe(0);
  });

  it("refuses a damaged cache", async () => {
    await db.put("snapshots", { generation: 1 }, "current");
    await expect(run(job()).result).rejects.toMatchObject({ code: "storage-fault" });
  });
});

describe("asking about a list", () => {
  const recipients = (most: number, list = LIST) => {
    const { judgement: _, texts: __, job: ___, ...given } = job({}, list);
    return recipientsJob(
      { job: "recipients", ...given, most },
      { signal: new AbortController().signal },
    );
  };

  it("names each recipient once", async () => {
    expect(await recipients(10, `${LIST}(415) 555-2671;Ada again\r\n`)).toEqual({
      recipients: ["+14155552671", "+14155552672"],
      more: false,
    });
  });

  it("says when there are more than may be asked about", async () => {
    expect(await recipients(1)).toEqual({ recipients: ["+14155552671"], more: true });
  });
});

it("compares by the same rule, into three files", async () => {
  await know(NOW);
  const { ports, left } = run(job());
  const { texts: _, ...given } = job({}, "Phone;Stop\n4155552671;no\n4155552672;yes\n?;yes\n");
  const options = {
    ...given.options,
    consentColumn: 1,
    meanings: { yes: "opted-out", no: "may-text" },
    optedOutValue: "yes",
  } as const;
  const result = await compareJob({ ...given, job: "compare", options }, ports);
  if (!result.done) throw new Error("not done");
  expect(await result.forCrm.text()).toBe("Phone;Stop\n4155552671;yes\n");
  expect(await result.forRingCentral.text()).toMatch(/^External.*\r\n\+14155552672,\*,OptOut\r\n$/);
  expect(await result.unread.text()).toBe("Phone;Stop\n?;yes\n");
  const old = { ...given.judgement, basis: { ...BASIS, account: null } };
  left.clear();
  expect(
    await compareJob({ ...given, job: "compare", options, judgement: old }, ports),
  ).toMatchObject({ done: false });
  expect(left.size).toBe(0);
});
