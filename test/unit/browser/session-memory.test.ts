import { beforeEach, expect, it, vi } from "vitest";
import type { E164 } from "../../../lib/phone/e164.ts";
import type { Draft } from "../../../lib/ui/draft.ts";

const memory = vi.hoisted(() => {
  const areas = { local: new Map<string, unknown>(), session: new Map<string, unknown>() };
  const area = (values: Map<string, unknown>) => ({
    get: async (key: string) => ({ [key]: values.get(key) }),
    set: async (items: Record<string, unknown>) => {
      for (const [key, value] of Object.entries(items)) values.set(key, structuredClone(value));
    },
    remove: async (key: string) => void values.delete(key),
  });
  return {
    areas,
    browser: {
      runtime: { getManifest: () => ({ version: "1.2.3" }) },
      storage: { local: area(areas.local), session: area(areas.session) },
    },
  };
});

vi.mock("wxt/browser", () => ({ browser: memory.browser }));

const { forgetRecent, rememberDraft, rememberedDraft } = await import(
  "../../../lib/browser/session-memory.ts"
);

const NOW = 1_800_000_000_000;
const CUSTOMER = "+14155552671" as E164;
const draft: Draft = {
  text: "(415) 555-2671",
  change: { optStatus: "OptOut", to: [CUSTOMER], from: null, note: "by phone" },
};

beforeEach(() => {
  memory.areas.local.clear();
  memory.areas.session.clear();
});

it("keeps a draft for two minutes, in memory alone", async () => {
  await rememberDraft(draft, NOW);
  expect(await rememberedDraft(NOW + 119_999)).toEqual(draft);
  expect(memory.areas.local.size).toBe(0);
  expect(await rememberedDraft(NOW + 120_000)).toBeNull();
  expect(memory.areas.session.size).toBe(0);
});

it("forgets a draft that is done, and any at sign-out", async () => {
  await rememberDraft(draft, NOW);
  await rememberDraft(null, NOW);
  expect(await rememberedDraft(NOW)).toBeNull();
  await rememberDraft(draft, NOW);
  await forgetRecent();
  expect(await rememberedDraft(NOW)).toBeNull();
});

it("reads no draft of another version", async () => {
  await rememberDraft(draft, NOW);
  memory.browser.runtime.getManifest = () => ({ version: "1.2.4" });
  expect(await rememberedDraft(NOW)).toBeNull();
});
