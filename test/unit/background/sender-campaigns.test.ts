import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { VerdictKind } from "../../../lib/consent/verdict.ts";
import type { E164 } from "../../../lib/phone/e164.ts";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { eventually } from "../../support/eventually.ts";
import { type BackgroundUnderTest, startBackground } from "./background-under-test.ts";

const SITE = "https://crm.example/*";
const PAGE = { addresses: ["https://crm.example/contacts"] };
const ADA = "+14155550123" as E164;
const BOB = "+14155550124" as E164;
const SUPPORT = "+16505550101" as E164;
const SALES = "+16505550102" as E164;
const DAY = 24 * 3_600_000;

let emulator: Emulator;
let background: BackgroundUnderTest;

beforeEach(async () => {
  emulator = await startEmulator();
  background = startBackground(emulator);
  background.granted.add(SITE);
});
afterEach(() => {
  background.stop();
  return emulator.close();
});

const optOutOfCampaign = (to: E164, campaignType: "Conversational" | "Promotional"): void =>
  emulator.putRecords([
    { to, optStatus: "OptOut", source: "Recipient", coverage: "CampaignType", campaignType },
  ]);
const optIn = (to: E164, from: E164): void =>
  emulator.putRecords([
    { from, to, optStatus: "OptIn", source: "Recipient", coverage: "PhoneNumber" },
  ]);
const kindOf = async (to: E164): Promise<VerdictKind | undefined> =>
  (await background.send("guard/verdicts", { recipients: [to] }, PAGE)).verdicts[0]?.kind;
const configurations = (): number =>
  emulator.log().filter(({ path }) => path.endsWith("/sms-configuration")).length;
const loads = (): number => emulator.log().filter(({ path }) => path.endsWith("/export")).length;

describe("an opt-out of a campaign type", () => {
  it("concerns numbers whose campaign ranks as high or higher, and no lower ones", async () => {
    optOutOfCampaign(ADA, "Promotional");
    optOutOfCampaign(BOB, "Conversational");
    emulator.setSmsConfiguration(SUPPORT, { campaignType: "Informational" });
    await background.connect({ sites: [SITE], businessNumbers: [SUPPORT] });
    expect(await kindOf(ADA)).toBe("clear");
    expect(await kindOf(BOB)).toBe("opted-out");
    expect(
      (await background.send("consent/check", { recipient: ADA, live: true })).overall.kind,
    ).toBe("clear");
  });

  it("counts where RingCentral does not say what the campaign is", async () => {
    optOutOfCampaign(ADA, "Promotional");
    emulator.setSwitches({ off: ["sms-configuration"] });
    await background.connect({ sites: [SITE], businessNumbers: [SUPPORT] });
    expect(await kindOf(ADA)).toBe("opted-out");
    const { senders } = await background.send("state/get", {});
    expect(senders).toEqual({ optInRequired: 0, unknown: 1 });
  });

  it("is judged by what RingCentral said before where it says nothing now", async () => {
    emulator.setSmsConfiguration(SUPPORT, { campaignType: "Promotional", optInRequired: true });
    optOutOfCampaign(BOB, "Conversational");
    await background.connect({ sites: [SITE], businessNumbers: [SUPPORT] });
    emulator.setSwitches({ off: ["sms-configuration"], offStatus: 405 });
    background.restart();
    background.now += DAY;
    await background.syncNow();
    expect(await kindOf(BOB)).toBe("opted-out");
    expect(await kindOf(ADA)).toBe("opt-in-missing");
  });

  it("counts for a number in no campaign", async () => {
    optOutOfCampaign(ADA, "Promotional");
    emulator.setSmsConfiguration(SUPPORT, null);
    await background.connect({ sites: [SITE], businessNumbers: [SUPPORT] });
    expect(await kindOf(ADA)).toBe("opted-out");
  });
});

describe("a required opt-in", () => {
  beforeEach(() => emulator.setSmsConfiguration(SUPPORT, { optInRequired: true }));

  it("is missing until there is one; opt-ins are kept for it", async () => {
    optIn(BOB, SUPPORT);
    await background.connect({ sites: [SITE], businessNumbers: [SUPPORT] });
    expect(await kindOf(ADA)).toBe("opt-in-missing");
    expect(await kindOf(BOB)).toBe("clear");
    const check = { recipient: ADA, live: true };
    expect((await background.send("consent/check", check)).overall.kind).toBe("opt-in-missing");
    optIn(ADA, SUPPORT);
    expect((await background.send("consent/check", check)).overall.kind).toBe("clear");
    expect(await kindOf(ADA)).toBe("clear");
    expect((await background.send("state/get", {})).senders).toEqual({
      optInRequired: 1,
      unknown: 0,
    });
  });

  it("is missing too where no number is chosen and any may send", async () => {
    await background.connect({ sites: [SITE] });
    await eventually(async () => expect(await kindOf(ADA)).toBe("opt-in-missing"));
  });

  it("never looks clear while the opt-ins are not known", async () => {
    await background.connect({ sites: [SITE], businessNumbers: [SALES] });
    expect(await kindOf(ADA)).toBe("clear");
    emulator.setSwitches({
      faults: [{ endpoint: "export", status: 500 }],
      off: ["search", "list"],
    });
    const before = loads();
    await background.send("settings/update", { businessNumbers: [SUPPORT] });
    await eventually(() => expect(loads()).toBeGreaterThan(before));
    expect(await kindOf(ADA)).toBe("unverified");
  });

  it("asks for the campaign of a number that is chosen later, and loads what it needs", async () => {
    await background.connect({ sites: [SITE], businessNumbers: [SALES] });
    await background.send("settings/update", { businessNumbers: [SUPPORT] });
    await eventually(async () => expect(await kindOf(ADA)).toBe("opt-in-missing"));
  });

  it.each(["warn", "block", "allow"] as const)("is told to pages as %s", async (optInMissing) => {
    await background.connect({ sites: [SITE], optInMissing });
    expect(await background.send("guard/config", { fresh: true }, PAGE)).toMatchObject({
      optInMissing,
    });
  });
});

it("asks what each number's campaign requires once a day, also of a worker that woke since", async () => {
  await background.connect({ sites: [SITE], businessNumbers: [SUPPORT] });
  expect(configurations()).toBeGreaterThan(0);
  const first = configurations();
  await background.syncNow();
  background.restart();
  await background.syncNow();
  expect(configurations()).toBe(first);
  emulator.setSmsConfiguration(SUPPORT, { optInRequired: true });
  background.now += DAY;
  background.toPages.length = 0;
  await background.syncNow();
  expect(configurations()).toBe(first + 1);
  expect(background.toPages).toContainEqual({ push: "verdicts-changed", recipients: null });
  expect(await kindOf(ADA)).toBe("opt-in-missing");
});
