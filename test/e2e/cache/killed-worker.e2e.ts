import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import type { Verdict } from "../../../lib/consent/verdict.ts";
import { scanNumbers } from "../../../lib/phone/scan.ts";
import { customerAt } from "../../emulator/consents/generated.ts";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { CLIENT_ID } from "../../emulator/oauth.ts";
import { type OwnPage, openOwn } from "../../support/own-page.ts";
import { paintedTexts } from "../../support/painted-texts.ts";
import { expect, test } from "../test.ts";
import { release, serveWatchedPage, waitForKnown, whatWasShown } from "./watched-page.ts";

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000_000);
const RECORDS = 100_000;
/** Kills in the first load, in loads with changes meanwhile, and while events tell of changes. */
const KILLS = { firstLoad: 10, laterLoads: 10, live: 10 };
/** A load takes about as long. */
const LOAD_MS = 900;
const EVENT_MS = 60;
const SHOWN = 80;
const APART = 1000;
const QUESTION = 1000;
const FROM = "+16505550101";
/** Limits are another test's matter: they would make each life of a worker a minute long. */
const LIMITS = { light: 100_000, medium: 100_000, heavy: 100_000, auth: 100_000 };

/** The customers whom the page shows: every third nobody known yet, the others of records that lie apart. */
const customers = Array.from({ length: RECORDS / APART }, (_, index) =>
  customerAt(index % 3 === 2 ? RECORDS + index : index * APART),
)
  // The records have area codes that the numbering plan does not.
  .filter((to) => scanNumbers(to, "US").length === 1)
  .slice(0, SHOWN);

const expected = (emulator: Emulator, to: string): string => {
  const optOuts = emulator.store.of(to).filter(({ optStatus }) => optStatus === "OptOut");
  const scopes = optOuts.map(({ from, coverage }) => `${coverage} ${from ?? "*"}`).sort();
  return [scopes.length > 0 ? "opted-out" : "clear", ...scopes].join(", ");
};

const given = ({ kind, optOuts }: Verdict): string =>
  [kind, ...optOuts.map(({ from, coverage }) => `${coverage} ${from ?? "*"}`).sort()].join(", ");

/** Parts of one, the same for the same seed. */
function* momentsOf(seed: number): Generator<number, undefined> {
  const part = fc.double({ min: 0, max: 1, noNaN: true });
  const total = Object.values(KILLS).reduce((sum, kills) => sum + kills, 0);
  yield* fc.sample(part, { seed, numRuns: total });
}

const requests = (emulator: Emulator, end: string): number =>
  emulator.log().filter(({ path }) => path.endsWith(end)).length;

/** Waits until a load has ended well that began after `since`; one that was under way before is followed by another. */
async function load(own: OwnPage, since: number): Promise<void> {
  const isDone = async (): Promise<boolean> => {
    const { sync } = await own.send("state/get", {});
    if (sync.phase !== "idle") return false;
    if ((sync.lastSuccess ?? 0) > since) return true;
    await own.send("sync/run", {});
    return false;
  };
  await expect.poll(isDone, { timeout: 60_000, intervals: [200] }).toBe(true);
}

/** The extension's verdicts that differ from the server's records. */
async function differences(own: OwnPage, emulator: Emulator, url: string): Promise<string[]> {
  const generated = Array.from({ length: RECORDS }, (_, index) => customerAt(index));
  const all = [...new Set([...generated, ...customers])].sort();
  const found: string[] = [];
  for (let start = 0; start < all.length; start += QUESTION) {
    const recipients = all.slice(start, start + QUESTION);
    const question = { name: "guard/verdicts", payload: { recipients } };
    const reply = (await own.sendFrom(url, question)) as {
      readonly value: { readonly verdicts: readonly Verdict[] };
    };
    for (const verdict of reply.value.verdicts) {
      const right = expected(emulator, verdict.recipient);
      if (given(verdict) !== right) {
        found.push(`${verdict.recipient}: ${given(verdict)} in place of ${right}`);
      }
    }
  }
  return found;
}

test("knows what the server knows after thirty deaths, and never forgets an opt-out", async ({
  guarded,
}) => {
  test.slow();
  console.log(`SEED=${SEED}`);
  const moments = momentsOf(SEED);
  /** Ends the background at the next of the random moments within so many milliseconds. */
  const kill = async (within: number): Promise<void> => {
    await sleep((moments.next().value ?? 0) * within);
    await guarded.killBackground();
  };
  const emulator = await startEmulator({ records: RECORDS, switches: { limits: LIMITS } });
  const server = await serveWatchedPage(customers);
  const own = await openOwn(guarded);
  const page = await guarded.newPage();

  const known = customers.filter((to) => emulator.store.of(to).length > 0);
  const strangers = customers.filter((to) => !known.includes(to));
  /** One customer says STOP and another START. */
  let told = 0;
  const changes = async (): Promise<void> => {
    const stop = strangers[told] ?? "";
    const start = known[told] ?? "";
    told++;
    await release(page, start);
    emulator.keyword({ from: stop, to: FROM, text: "STOP" });
    emulator.keyword({ from: start, to: FROM, text: "START" });
  };

  await test.step("killed in the first load", async () => {
    await own.send("settings/update", {
      serverUrl: emulator.url,
      clientId: CLIENT_ID,
      sites: ["http://localhost/*"],
    });
    await own.send("session/connect", {});
    await page.goto(server.url);
    // In the middle of it: until what was cut off has begun anew.
    for (let i = 0; i < KILLS.firstLoad || requests(emulator, "/export") < 2; i++) {
      await kill(LOAD_MS);
    }
    await load(own, 0);
    await page.waitFor(() => (CSS.highlights.get("consent-opted-out")?.size ?? 0) > 0);
  });

  await test.step("killed in later loads, while customers reply", async () => {
    for (let i = 0; i < KILLS.laterLoads; i++) {
      await own.send("sync/run", {});
      await changes();
      await page.goto(server.url);
      await kill(LOAD_MS);
      await waitForKnown(page);
    }
  });

  await test.step("killed while events arrive", async () => {
    for (let i = 0; i < KILLS.live; i++) {
      await expect
        .poll(() => emulator.sockets().some(({ eventFilters }) => eventFilters.length > 0))
        .toBe(true);
      await changes();
      await kill(EVENT_MS);
      await waitForKnown(page);
    }
  });

  await test.step("is equal to the server in the end", async () => {
    await load(own, Date.now());
    expect(await differences(own, emulator, server.url)).toEqual([]);
    const optedOut = customers.filter((to) => expected(emulator, to).startsWith("opted-out"));
    await expect
      .poll(async () => (await paintedTexts(page, "opted-out")).sort())
      .toEqual([...optedOut].sort());
    expect((await whatWasShown(page)).forgotten).toEqual([]);
  });
  server.close();
  await emulator.close();
});
