import { describe, expect, it } from "vitest";
import type { SenderCampaign } from "../../../lib/consent/campaign-rank.ts";
import { judge } from "../../../lib/consent/judge.ts";
import type { OptOut } from "../../../lib/consent/verdict.ts";
import type { E164 } from "../../../lib/phone/e164.ts";

const ADA = "+14155550123" as E164;
const SUPPORT = "+16505550101" as E164;
const SALES = "+16505550102" as E164;
const fresh = { state: "fresh", asOf: 1 } as const;
const stale = { state: "unverified", reason: "stale", asOf: 1 } as const;

const ofNumber = (from: E164): OptOut => ({ from, coverage: "PhoneNumber" });
const account: OptOut = { from: null, coverage: "Account" };
const ofCampaign = (campaignType: string): OptOut => ({
  from: null,
  coverage: "CampaignType",
  campaignType,
});
const campaign = (campaignType?: string, optInRequired = false): SenderCampaign => ({
  optInRequired,
  ...(campaignType === undefined ? {} : { campaignType }),
});

const kindOf = (given: Partial<Parameters<typeof judge>[0]>): string =>
  judge({ recipient: ADA, optOuts: [], senders: [SUPPORT], data: fresh, ...given }).kind;

describe("the verdict", () => {
  it("of an opt-out concerns its own number, of the whole account every number", () => {
    expect(kindOf({ optOuts: [ofNumber(SUPPORT)] })).toBe("opted-out");
    expect(kindOf({ optOuts: [ofNumber(SALES)] })).toBe("clear");
    expect(kindOf({ optOuts: [ofNumber(SALES)], senders: [] })).toBe("opted-out");
    expect(kindOf({ optOuts: [ofNumber(SALES)], senders: [SALES, SUPPORT] })).toBe(
      "partly-opted-out",
    );
    expect(kindOf({ optOuts: [account], senders: [SALES, SUPPORT] })).toBe("opted-out");
  });

  it("holds an opt-out however old the data is, and nothing else", () => {
    expect(kindOf({ optOuts: [account], data: stale })).toBe("opted-out");
    expect(kindOf({ data: stale })).toBe("unverified");
  });

  const TYPES = ["Conversational", "Informational", "Promotional"];
  it.each(
    TYPES.flatMap((record, r) => TYPES.map((sender, s) => [record, sender, r <= s] as const)),
  )("of an opt-out for %s concerns a %s campaign: %j", (record, sender, blocks) => {
    const campaigns = new Map([[SUPPORT, campaign(sender)]]);
    expect(kindOf({ optOuts: [ofCampaign(record)], campaigns })).toBe(
      blocks ? "opted-out" : "clear",
    );
  });

  it.each([
    ["a campaign that is not known", undefined, "Promotional"],
    ["a campaign without a type", campaign(), "Promotional"],
    ["a type that is not known", campaign("Conversational"), "Telepathic"],
  ])("of an opt-out by campaign concerns %s", (_what, of, type) => {
    const campaigns = new Map(of ? [[SUPPORT, of]] : []);
    expect(kindOf({ optOuts: [ofCampaign(type)], campaigns })).toBe("opted-out");
  });

  it.each(
    TYPES.flatMap((record, r) => TYPES.map((sender, s) => [record, sender, r >= s] as const)),
  )(
    "with an opt-in for %s is clear for a %s campaign that requires one: %j",
    (record, sender, covered) => {
      const campaigns = new Map([[SUPPORT, campaign(sender, true)]]);
      expect(kindOf({ optIns: [ofCampaign(record)], campaigns })).toBe(
        covered ? "clear" : "opt-in-missing",
      );
    },
  );

  it("misses an opt-in where one is required, and cannot tell where opt-ins are not kept", () => {
    const campaigns = new Map([[SUPPORT, campaign("Promotional", true)]]);
    expect(kindOf({ optIns: [], campaigns })).toBe("opt-in-missing");
    expect(kindOf({ optIns: [ofNumber(SUPPORT)], campaigns })).toBe("clear");
    expect(kindOf({ optIns: [ofNumber(SALES)], campaigns })).toBe("opt-in-missing");
    expect(kindOf({ optIns: [account], campaigns })).toBe("clear");
    expect(kindOf({ campaigns })).toBe("unverified");
    expect(kindOf({ optIns: [], campaigns, data: stale })).toBe("unverified");
    expect(kindOf({ optIns: [account], optOuts: [ofNumber(SUPPORT)], campaigns })).toBe(
      "opted-out",
    );
  });
});
