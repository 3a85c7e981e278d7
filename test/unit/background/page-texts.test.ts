import { afterEach, beforeEach, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { type BackgroundUnderTest, startBackground } from "./background-under-test.ts";

const SITE = "https://crm.example/*";
const FRAME = { tabId: 7, addresses: ["https://crm.example/contacts"] };

let emulator: Emulator;
let background: BackgroundUnderTest;

beforeEach(async () => {
  emulator = await startEmulator({ records: 0 });
  background = startBackground(emulator);
  background.granted.add(SITE);
  await background.send("settings/update", { sites: [SITE] });
});
afterEach(() => {
  background.stop();
  return emulator.close();
});

const texts = async () => (await background.send("guard/config", { fresh: false }, FRAME)).texts;

it("gives pages their texts in the language that was chosen, and none while it is the browser's", async () => {
  expect(await texts()).toEqual({});
  await background.send("settings/update", { language: "es" });
  expect(await texts()).toEqual({ card_close: "Close in es" });
});
