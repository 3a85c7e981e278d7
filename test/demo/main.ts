/**
 * Shows the product at work: a CRM, a RingCentral and a browser, all on this machine.
 * With a display it stays open to play with; without one it walks by itself.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { BUSINESS_NUMBERS } from "../emulator/account/business-numbers.ts";
import { startEmulator } from "../emulator/emulator.ts";
import { startChromium } from "../support/chromium.ts";
import { buildExtension } from "../support/extension-build.ts";
import { findBrowser } from "../support/find-browser.ts";
import { startFirefox } from "../support/firefox.ts";
import type { TestBrowser } from "../support/test-browser.ts";
import { startCrm } from "./crm-server.ts";
import { table } from "./table.ts";
import { walk } from "./walk.ts";

const PICTURES = fileURLToPath(new URL("../../.output/demo", import.meta.url));
const PORT = 8787;
const POLL_MS = 500;
const INVITATION = `The browser stays open. Try this:
  · Contacts: search, sort, scroll; struck-through customers have opted out. Click one's text button.
  · Open a customer who may be texted and press STOP under "answer as the customer": the page follows.
  · Press START there: the customer is back.
  · The extension's popup checks any number and changes its consent.
Close the browser to end the demo.`;

/** Until the person closes the last window. */
async function closed(shown: TestBrowser): Promise<void> {
  const open = async (): Promise<boolean> => (await shown.pages().catch(() => [])).length > 0;
  while (await open()) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
}

const { values } = parseArgs({
  options: { firefox: { type: "boolean", default: false } },
});
const kind = values.firefox ? "firefox" : "chromium";
const headless = !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
const say = (line: string): void => console.log(line);

findBrowser(kind);
say("Building the extension …");
const folder = buildExtension(kind);

const options = { records: 1000, demo: true };
const emulator = await startEmulator({ ...options, port: PORT }).catch(() =>
  startEmulator(options),
);
const crm = await startCrm({
  onReply: ({ from, text }) => {
    emulator.keyword({ from, to: BUSINESS_NUMBERS[0].phoneNumber, text });
  },
});
say(`RingCentral emulator on ${emulator.url}, CRM on ${crm.url}`);
const browser = await (kind === "firefox"
  ? startFirefox(folder, { headless })
  : startChromium(folder, { headless }));

let failed = false;
try {
  const rows = await walk({ browser, emulator, crm, pictures: PICTURES, say });
  say(`\n${table(rows)}\n`);
  say(`Pictures are in ${PICTURES}`);
} catch (error) {
  failed = true;
  console.error(error);
}

if (!headless && !failed) {
  say(INVITATION);
  await closed(browser);
}
await browser.close();
await crm.close();
await emulator.close();
process.exitCode = failed ? 1 : 0;
