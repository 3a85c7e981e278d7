/** `npm run bench -- popup [rounds]`: how soon the popup can be used, beside an empty page of an extension with one field. */
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "../../emulator/emulator.ts";
import { CLIENT_ID } from "../../emulator/oauth.ts";
import { startChromium } from "../../support/chromium.ts";
import { buildExtension } from "../../support/extension-build.ts";
import { openOwn } from "../../support/own-page.ts";
import { type Milestone, watchMilestones } from "./milestones.ts";

const POPUP = `popup.html?number=${encodeURIComponent("+14155552671")}`;
const FLOOR = "floor.html";
const ROUNDS = Number(process.argv[3] ?? 21);

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const folder = await mkdtemp(join(tmpdir(), "consent-guard-popup-"));
await cp(buildExtension("chromium"), folder, { recursive: true });
await writeFile(
  join(folder, FLOOR),
  '<!doctype html><title>Floor</title><input type="search" autofocus>',
);

const emulator = await startEmulator({ records: 200, demo: true });
const browser = await startChromium(folder);
const own = await openOwn(browser);
await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID });
// The background sleeps unless a page of ours is open.
await own.close();

const open = async (path: string): Promise<Readonly<Record<Milestone, number>>> => {
  const page = await browser.context.newPage();
  await page.addInitScript(watchMilestones);
  await page.goto(`${browser.origin}/${path}`);
  const wanted: Milestone = path === FLOOR ? "field" : "answer";
  const told = await page.waitForFunction((last) => {
    const { milestones } = globalThis as { milestones?: Partial<Record<string, number>> };
    return milestones?.[last] === undefined ? null : milestones;
  }, wanted);
  const times = (await told.jsonValue()) as Record<Milestone, number>;
  await page.close();
  return times;
};

/** No page and no worker of the extension is alive, nor the process they live in. */
const asleep = async (path: string): Promise<Readonly<Record<Milestone, number>>> => {
  await browser.killBackground();
  return open(path);
};

const CONTESTANTS = {
  floor: () => open(FLOOR),
  popup: () => open(POPUP),
  "floor, extension asleep": () => asleep(FLOOR),
  "popup, extension asleep": () => asleep(POPUP),
};

const times = new Map<string, Record<Milestone, number>[]>();
for (let round = 0; round <= ROUNDS; round++) {
  for (const [name, run] of Object.entries(CONTESTANTS)) {
    const measured = await run();
    // The first round warms the browser's caches.
    if (round > 0) times.set(name, [...(times.get(name) ?? []), measured]);
  }
}

console.log(
  `${cpus()[0]?.model.trim()}, ${cpus().length} cores, Chromium ${browser.context.browser()?.version() ?? ""}, a tab of its own; ms from navigation to a frame; medians of ${ROUNDS} turns`,
);
const medianOf = (name: string, milestone: Milestone): number =>
  median((times.get(name) ?? []).map((one) => one[milestone] ?? 0));
console.table(
  Object.fromEntries(
    Object.keys(CONTESTANTS).map((name) => {
      const floor = medianOf(name.replace("popup", "floor"), "field");
      const cell = (milestone: Milestone): string => {
        const value = medianOf(name, milestone);
        return value ? `${value.toFixed(0)} (${(value / floor).toFixed(1)}x)` : "";
      };
      return [name, { field: cell("field"), state: cell("state"), answer: cell("answer") }];
    }),
  ),
);
await browser.close();
await emulator.close();
await rm(folder, { recursive: true });
