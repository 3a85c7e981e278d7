import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS, type Settings } from "../../../lib/settings/settings.ts";
import { createSettingsStore } from "../../../lib/settings/settings-store.ts";

function storeWith(stored: unknown, policy: Record<string, unknown> = {}) {
  let saved = stored;
  const store = createSettingsStore({
    load: async () => saved,
    save: async (settings) => {
      saved = settings;
    },
    loadPolicy: async () => policy,
  });
  return { store, saved: () => saved };
}

describe("settings", () => {
  it("are the defaults where nothing is stored", async () => {
    const { store } = storeWith(undefined);
    expect(await store.effective()).toEqual({
      values: DEFAULT_SETTINGS,
      locked: [],
      invalidPolicy: [],
    });
  });

  it.each([null, 7, "x", [], { serverUrl: 5, syncMinutes: "often", sites: ["*"], extra: 1 }])(
    "survive %j on disk",
    async (stored) => {
      const { store } = storeWith(stored);
      expect((await store.effective()).values).toEqual(DEFAULT_SETTINGS);
    },
  );

  it("keep the good values beside a bad one", async () => {
    const { store } = storeWith({ clientId: "abc", syncMinutes: -1 });
    expect((await store.effective()).values).toMatchObject({ clientId: "abc", syncMinutes: 15 });
  });

  it("lose none of two updates made at once", async () => {
    const { store } = storeWith({});
    await Promise.all([store.update({ clientId: "abc" }), store.update({ syncMinutes: 30 })]);
    expect((await store.effective()).values).toMatchObject({ clientId: "abc", syncMinutes: 30 });
  });

  it.each<[Partial<Settings>, string]>([
    [{ serverUrl: "http://platform.example.com" }, "serverUrl"],
    [{ serverUrl: "https://u:p@platform.example.com" }, "serverUrl"],
    [{ sites: ["https://*/*"] }, "sites"],
    [{ defaultCountry: "usa" }, "defaultCountry"],
    [{ freshMinutes: 0 }, "freshMinutes"],
  ])("refuse %j and name the setting", async (patch, name) => {
    const { store, saved } = storeWith({ clientId: "abc" });
    await expect(store.update(patch)).rejects.toMatchObject({
      code: "setting-invalid",
      detail: name,
    });
    expect(saved()).toEqual({ clientId: "abc" });
  });

  it("go on after a refused update", async () => {
    const { store } = storeWith({});
    await expect(store.update({ freshMinutes: 0 })).rejects.toThrow();
    await store.update({ freshMinutes: 90 });
    expect((await store.effective()).values.freshMinutes).toBe(90);
  });
});

describe("managed policy", () => {
  it("wins over what is stored and locks what it sets", async () => {
    const { store } = storeWith(
      { unverified: "allow", clientId: "mine" },
      { unverified: "block", sites: ["https://*.pipedrive.com/*"] },
    );
    const { values, locked } = await store.effective();
    expect(values).toMatchObject({ unverified: "block", clientId: "mine" });
    expect(locked.toSorted()).toEqual(["sites", "unverified"]);
    await expect(store.update({ unverified: "allow" })).rejects.toMatchObject({
      code: "setting-locked",
      detail: "unverified",
    });
  });

  it("says which of its values are not in force", async () => {
    const { store } = storeWith({}, { unverified: "blok", clientId: "company" });
    const { values, locked, invalidPolicy } = await store.effective();
    expect(values.unverified).toBe("warn");
    expect(locked).toEqual(["clientId"]);
    expect(invalidPolicy).toEqual(["unverified"]);
  });

  it("does not pause sites for an agent", async () => {
    const { store } = storeWith({}, { pausedSites: ["https://crm.example.com/*"] });
    const { values, locked } = await store.effective();
    expect(values.pausedSites).toEqual([]);
    expect(locked).toEqual([]);
  });
});
