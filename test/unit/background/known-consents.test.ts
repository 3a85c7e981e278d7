import { describe, expect, it } from "vitest";
import { createKnownConsents } from "../../../lib/background/known-consents.ts";
import type { Knowledge, PairCache, SnapshotMeta } from "../../../lib/cache/types.ts";
import type { E164 } from "../../../lib/phone/e164.ts";

const NOW = Date.UTC(2026, 0, 1);
const ADA = "+14155550123" as E164;
const signal = new AbortController().signal;

const meta: SnapshotMeta = {
  asOf: NOW,
  optOuts: 1,
  malformed: 0,
  source: "export",
  account: "a",
  optIns: false,
  differences: null,
};
const knowledge: Knowledge = {
  meta,
  optOuts: new Map(),
  optIns: new Map(),
  uncertain: new Set(),
};

const isFresh = async (found: Partial<Knowledge>, unproven = false): Promise<boolean> => {
  const known = createKnownConsents({
    consents: { recordsOf: () => Promise.reject(new Error("not asked for")) },
    cache: { lookUp: async () => ({ ...knowledge, ...found }) } as unknown as PairCache,
    account: async () => "a",
    freshMinutes: async () => 60,
    unproven: async () => unproven,
    now: () => NOW,
  });
  return (await known({ recipients: [ADA], live: false }, signal)).fresh;
};

describe("what is saved is compared with a list", () => {
  it("when it is whole", async () => expect(await isFresh({})).toBe(true));

  it("never when a part of it may be missing", async () =>
    expect(await isFresh({}, true)).toBe(false));

  it("never when what it said of a recipient is damaged", async () =>
    expect(await isFresh({ uncertain: new Set([ADA]) })).toBe(false));

  it("never when it is another account's", async () =>
    expect(await isFresh({ meta: { ...meta, account: "b" } })).toBe(false));
});
