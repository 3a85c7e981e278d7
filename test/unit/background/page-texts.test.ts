import { globSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, it } from "vitest";
import { textsOfPages } from "../../../lib/background/page-texts.ts";
import english from "../../../public/_locales/en/messages.json" with { type: "json" };
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

it("leaves out no text that is said in pages", () => {
  const given = textsOfPages(
    Object.fromEntries(Object.entries(english).map(([key, { message }]) => [key, message])),
  );
  const code = globSync("lib/guard/**/*.ts").map((path) => readFileSync(path, "utf8"));
  const said = code
    .join("\n")
    .match(/(?<=")\w+_\w+(?=")/g)
    ?.filter((key) => Object.hasOwn(english, key));
  expect(said?.length).toBeGreaterThan(20);
  expect(said?.filter((key) => !Object.hasOwn(given, key))).toEqual([]);
});
