import { afterEach, beforeEach, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { type BackgroundUnderTest, startBackground } from "./background-under-test.ts";

const SITE = "https://crm.example/*";
const ADDRESS = "https://crm.example/contacts";
const FRAME = { tabId: 7, addresses: [ADDRESS] };
const TAUGHT = { name: "Text", button: "button.sms", scope: "tr", number: "td.mobile" };

let emulator: Emulator;
let background: BackgroundUnderTest;

beforeEach(async () => {
  emulator = await startEmulator({ records: 0 });
  background = startBackground(emulator);
  background.granted.add(SITE);
  background.tabs.push({ id: 7, url: ADDRESS }, { id: 8, url: "https://other.example/" });
  await background.send("settings/update", { sites: [SITE] });
});
afterEach(() => {
  background.stop();
  return emulator.close();
});

const recipes = async () => (await background.send("state/get", {})).settings.values.recipes;
const start = () => background.send("teach/start", { tabId: 7 });
const done = (recipe: typeof TAUGHT | null = TAUGHT, frame = FRAME) =>
  background.send("teach/done", { recipe }, frame);

it("stores what a tab was taught for its site, and open pages follow", async () => {
  await start();
  expect(background.picking).toEqual([7]);
  background.toPages.length = 0;
  await done();
  expect(await recipes()).toEqual([{ ...TAUGHT, site: SITE }]);
  expect(background.toPages).toContainEqual({ push: "config-changed" });
  const config = await background.send("guard/config", { fresh: false }, FRAME);
  expect(config.recipes[0]).toEqual({ button: "button.sms", scope: "tr", number: "td.mobile" });
});

it("survives the death of the worker while a person points", async () => {
  await start();
  background.restart();
  await done();
  expect(await recipes()).toHaveLength(1);
});

it("takes one recipe only, and none from a tab that nobody teaches", async () => {
  await expect(done()).rejects.toMatchObject({ code: "sender-refused" });
  await start();
  await expect(
    done(TAUGHT, { tabId: 8, addresses: ["https://other.example/"] }),
  ).rejects.toMatchObject({ code: "sender-refused" });
  await done();
  await expect(done()).rejects.toMatchObject({ code: "sender-refused" });
  expect(await recipes()).toHaveLength(1);
});

it("takes nothing from a tab that has left its site, was left by the person or is gone", async () => {
  await start();
  await expect(
    done(TAUGHT, { tabId: 7, addresses: ["https://other.example/"] }),
  ).rejects.toMatchObject({ code: "sender-refused" });
  await start();
  await done(null);
  await expect(done()).rejects.toMatchObject({ code: "sender-refused" });
  await start();
  await background.forgetTab(7);
  await expect(done()).rejects.toMatchObject({ code: "sender-refused" });
  expect(await recipes()).toEqual([]);
});

it("replaces what was taught before for the same button", async () => {
  await start();
  await done();
  await start();
  await done({ ...TAUGHT, number: "td.phone" });
  expect(await recipes()).toEqual([{ ...TAUGHT, number: "td.phone", site: SITE }]);
});

it("does not begin where policy sets the buttons, or the page is not guarded", async () => {
  await expect(background.send("teach/start", { tabId: 8 })).rejects.toMatchObject({
    code: "site-permission-missing",
  });
  await expect(background.send("teach/start", { tabId: 99 })).rejects.toMatchObject({
    code: "site-permission-missing",
  });
  background.policy.recipes = [];
  await expect(start()).rejects.toMatchObject({ code: "setting-locked" });
  expect(background.picking).toEqual([]);
});

it("refuses by its name when policy locks the buttons meanwhile", async () => {
  await start();
  background.policy.recipes = [];
  await expect(done()).rejects.toMatchObject({ code: "setting-locked" });
});

it("leaves a trace in the audit log", async () => {
  await start();
  await done();
  const { entries } = await background.send("audit/page", { limit: 10 });
  expect(entries[0]).toMatchObject({
    action: "settings",
    source: "https://crm.example",
    result: "done",
  });
});

it("lets one frame of a taught tab speak, and ends all of them", async () => {
  const here = (tabId: number) =>
    background.send("teach/here", { picker: "p", asking: false }, { ...FRAME, tabId });
  await here(7);
  expect(background.toTabs).toEqual([]);
  await start();
  await here(8);
  await here(7);
  await done(null);
  expect(background.toTabs).toEqual([
    { tabId: 7, push: { push: "teaching", picker: "p", asking: false } },
    { tabId: 7, push: { push: "teaching", picker: null, asking: false } },
  ]);
});

it("stores what a frame was taught for the frame's own site", async () => {
  const OTHER = "https://dialer.example/*";
  background.granted.add(OTHER);
  await background.send("settings/update", { sites: [SITE, OTHER] });
  await start();
  await done(TAUGHT, { tabId: 7, addresses: ["https://dialer.example/pad"] });
  expect(await recipes()).toEqual([{ ...TAUGHT, site: OTHER }]);
});
