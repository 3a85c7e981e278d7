import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { VerdictKind } from "../../../lib/consent/verdict.ts";
import type { E164 } from "../../../lib/phone/e164.ts";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { eventually } from "../../support/eventually.ts";
import { type BackgroundUnderTest, startBackground } from "./background-under-test.ts";

const SITE = "https://crm.example/*";
const PAGE = { addresses: ["https://crm.example/contacts"] };
const TAB = { id: 7, url: "https://crm.example/contacts" };
const ADA = "+14155550123" as E164;
const BOB = "+14155550124" as E164;
const SUPPORT = "+16505550101" as E164;

let emulator: Emulator;
let background: BackgroundUnderTest;

beforeEach(async () => {
  emulator = await startEmulator({ records: 50 });
  background = startBackground(emulator);
  background.granted.add(SITE);
  emulator.keyword({ from: BOB, to: SUPPORT, text: "STOP" });
});
afterEach(() => {
  background.stop();
  return emulator.close();
});

const verdictsOf = async (...recipients: E164[]) =>
  (await background.send("guard/verdicts", { recipients }, PAGE)).verdicts;
const kindOf = async (to: E164): Promise<VerdictKind | undefined> =>
  (await verdictsOf(to))[0]?.kind;
const status = async () => (await background.send("state/get", {})).sync;
const wholeLoads = (): number =>
  emulator
    .log()
    .filter(
      ({ path, body }) =>
        path.endsWith("/export") ||
        (path.endsWith("/search") && !(body as { to?: unknown } | undefined)?.to),
    ).length;

describe("an account that may not be read as a whole", () => {
  beforeEach(async () => {
    emulator.setSwitches({ refuseWhole: true });
    await background.connect({ sites: [SITE], businessNumbers: [SUPPORT] });
  });

  it("is asked for each number, and says so", async () => {
    expect(await status()).toMatchObject({ onDemand: "refused", failures: [] });
    expect(await verdictsOf(ADA, BOB)).toMatchObject([
      { kind: "clear", asOf: background.now },
      { kind: "opted-out", optOuts: [{ from: SUPPORT, source: "Recipient" }] },
    ]);
  });

  it("is asked by a worker that has just woken, too", async () => {
    background.restart();
    expect(await kindOf(BOB)).toBe("opted-out");
    expect(await kindOf(ADA)).toBe("clear");
  });

  it("leaves unverified whom RingCentral has not answered for, and knows opt-outs offline", async () => {
    expect(await kindOf(BOB)).toBe("opted-out");
    background.now += 2 * 3_600_000;
    emulator.setSwitches({ deny: "token" });
    expect(await verdictsOf(ADA, BOB)).toMatchObject([
      { kind: "unverified" },
      { kind: "opted-out" },
    ]);
  });

  it("is followed by live events", async () => {
    background.tabs.push(TAB);
    await background.changed();
    await eventually(async () =>
      expect((await background.send("state/get", {})).live).toEqual({ phase: "live" }),
    );
    expect(await kindOf(ADA)).toBe("clear");
    emulator.keyword({ from: ADA, to: SUPPORT, text: "STOP" });
    await eventually(async () => expect(await kindOf(ADA)).toBe("opted-out"));
    emulator.keyword({ from: ADA, to: SUPPORT, text: "START" });
    await eventually(async () => expect(await kindOf(ADA)).toBe("clear"));
  });

  it("requires opt-ins as ever", async () => {
    emulator.setSmsConfiguration(SUPPORT, { optInRequired: true });
    background.now += 24 * 3_600_000;
    await background.syncNow();
    expect(await kindOf(ADA)).toBe("opt-in-missing");
    emulator.putRecords([
      { from: SUPPORT, to: ADA, optStatus: "OptIn", source: "Recipient", coverage: "PhoneNumber" },
    ]);
    const check = { recipient: ADA, live: true };
    expect((await background.send("consent/check", check)).overall.kind).toBe("clear");
  });

  it("is loaded once it may be", async () => {
    emulator.setSwitches({ refuseWhole: false });
    await background.syncNow();
    expect(await status()).toMatchObject({ onDemand: null, source: "export" });
    expect(await kindOf(ADA)).toBe("clear");
  });

  it("tells of a failing question, and of the next answer", async () => {
    background.now += 1000;
    emulator.setSwitches({ deny: "user-permission" });
    expect(await kindOf(ADA)).toBe("unverified");
    await eventually(async () =>
      expect((await status()).failures).toMatchObject([{ code: "user-permission-missing" }]),
    );
    emulator.setSwitches({ deny: null });
    background.now += 1000;
    expect(await kindOf(ADA)).toBe("clear");
    await eventually(async () => expect((await status()).lastSuccess).toBe(background.now));
  });
});

it("is a refusal like any other where single numbers may not be asked for either", async () => {
  await background.connect({ sites: [SITE] });
  emulator.setSwitches({ deny: "user-permission" });
  await background.syncNow();
  expect(await status()).toMatchObject({
    onDemand: null,
    failures: [{ code: "user-permission-missing" }],
  });
});

describe("the setting to ask for each number", () => {
  it("loads nothing as a whole", async () => {
    await background.connect({ sites: [SITE], businessNumbers: [SUPPORT], mode: "on-demand" });
    expect(await status()).toMatchObject({ onDemand: "chosen" });
    expect(await kindOf(BOB)).toBe("opted-out");
    expect(await kindOf(ADA)).toBe("clear");
    expect(wholeLoads()).toBe(0);
  });

  it("may be set by policy, and trusts no snapshot from before", async () => {
    await background.connect({ sites: [SITE], businessNumbers: [SUPPORT] });
    expect(await kindOf(ADA)).toBe("clear");
    background.policy.mode = "on-demand";
    emulator.setSwitches({ deny: "user-permission" });
    expect(await verdictsOf(ADA, BOB)).toMatchObject([
      { kind: "unverified", reason: "unanswered" },
      { kind: "opted-out" },
    ]);
  });

  it("is left again by a load of the whole", async () => {
    await background.connect({ sites: [SITE], businessNumbers: [SUPPORT], mode: "on-demand" });
    await background.send("settings/update", { mode: "cache" });
    await eventually(async () => expect(await status()).toMatchObject({ onDemand: null }));
    expect(await kindOf(ADA)).toBe("clear");
    expect(wholeLoads()).toBeGreaterThan(0);
  });

  it("answers for nobody once signed out", async () => {
    await background.connect({ sites: [SITE], businessNumbers: [SUPPORT], mode: "on-demand" });
    expect(await kindOf(ADA)).toBe("clear");
    await background.send("session/disconnect", {});
    expect(await verdictsOf(ADA)).toMatchObject([{ kind: "unverified", reason: "signed-out" }]);
  });
});
