import { IDBFactory } from "fake-indexeddb";
import { expect, it } from "vitest";
import "fake-indexeddb/auto";
import { openCacheDatabase } from "../../../lib/cache/database.ts";
import { createPairCache } from "../../../lib/cache/pair-cache.ts";
import { EXPORT_COLUMNS } from "../../../lib/campaign/export/export-record.ts";
import { exportJob } from "../../../lib/list-jobs/export-job.ts";
import type { ExportJob } from "../../../lib/list-jobs/jobs.ts";
import type { E164 } from "../../../lib/phone/e164.ts";
import { createMemoryOutputs } from "./memory-outputs.ts";

it("writes what the cache knows, delta over snapshot, with source and time", async () => {
  globalThis.indexedDB = new IDBFactory();
  const db = await openCacheDatabase();
  const cache = createPairCache(async () => db);
  const writer = await cache.beginSnapshot({ account: "a", optIns: true });
  const base = { from: "+16505550101" as E164, coverage: "PhoneNumber", source: "Recipient" };
  await writer.add([
    {
      ...base,
      to: "+14155552671" as E164,
      optStatus: "OptOut",
      lastModifiedTime: "2026-01-01T00:00:01Z",
    },
    {
      ...base,
      to: "+14155552672" as E164,
      optStatus: "OptOut",
      lastModifiedTime: "2026-01-01T00:00:01Z",
    },
  ]);
  await writer.commit({ asOf: 5, malformed: 0, source: "export", reread: async () => null });
  await cache.learn([
    {
      ...base,
      to: "+14155552672" as E164,
      optStatus: "OptIn",
      lastModifiedTime: "2026-01-01T00:00:02Z",
    },
  ]);
  const { outputs } = createMemoryOutputs();
  const job: ExportJob = {
    job: "export",
    kind: "csv",
    numbers: "national",
    defaultCountry: "US",
    shape: {
      preset: null,
      columns: EXPORT_COLUMNS,
      names: Object.fromEntries(EXPORT_COLUMNS.map((column) => [column, column])) as never,
      filter: {
        status: null,
        from: null,
        source: null,
        campaignType: null,
        firstDay: null,
        lastDay: null,
      },
    },
  };
  const result = await exportJob(job, {
    database: async () => db,
    outputs: async () => outputs,
    now: () => 0,
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  expect(result).toMatchObject({ rows: 2, asOf: 5, optIns: true, damaged: 0 });
  expect((await result.file.text()).split("\r\n")).toEqual([
    "recipient,business-number,status,source,coverage,campaign,since",
    "(415) 555-2671,(650) 555-0101,OptOut,Recipient,PhoneNumber,,2026-01-01T00:00:01Z",
    "(415) 555-2672,(650) 555-0101,OptIn,Recipient,PhoneNumber,,2026-01-01T00:00:02Z",
    "",
  ]);
});
