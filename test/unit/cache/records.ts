import fc from "fast-check";
import type { ConsentRecord } from "../../../lib/consent/record.ts";
import type { E164 } from "../../../lib/phone/e164.ts";

export const SUPPORT = "+16505550101" as E164;
export const SALES = "+16505550102" as E164;
export const ADA = "+14155550123" as E164;

export const optOut = (to: E164, more: Partial<ConsentRecord> = {}): ConsentRecord => ({
  from: SUPPORT,
  to,
  optStatus: "OptOut",
  coverage: "PhoneNumber",
  ...more,
});

export const optIn = (to: E164, more: Partial<ConsentRecord> = {}): ConsentRecord =>
  optOut(to, { optStatus: "OptIn", ...more });

/** Few recipients, so that they meet; of all lengths that E.164 allows. */
export const recipient: fc.Arbitrary<E164> = fc
  .oneof(
    fc.integer({ min: 0, max: 30 }).map((n) => `+1415555${String(1000 + n)}`),
    fc.constantFrom("+2901234", "+999999999999999", "+4915112345678"),
  )
  .map((text) => text as E164);

const scope = fc.constantFrom<Pick<ConsentRecord, "from" | "coverage" | "campaignType">>(
  { from: SUPPORT, coverage: "PhoneNumber" },
  { from: SALES, coverage: "PhoneNumber" },
  { from: null, coverage: "Account" },
  { from: null, coverage: "CampaignType", campaignType: "Promotional" },
);

/** Times that collide in their seconds, of six and of nine digits. */
const time = fc
  .record({ second: fc.integer({ min: 0, max: 3 }), nano: fc.integer({ min: 0, max: 2 }) })
  .map(({ second, nano }) =>
    nano === 0
      ? `2026-01-01T00:00:0${second}.000001Z`
      : `2026-01-01T00:00:0${second}.00000100${nano}Z`,
  );

export const record: fc.Arbitrary<ConsentRecord> = fc
  .record({
    to: recipient,
    scope,
    optStatus: fc.constantFrom("OptOut", "OptIn", "Undecided"),
    source: fc.constantFrom("Recipient", "Api", "Teleporter"),
    lastModifiedTime: time,
  })
  .map(({ scope: { from, coverage, campaignType }, ...rest }) => ({
    ...rest,
    from,
    coverage,
    ...(campaignType === undefined ? {} : { campaignType }),
  }));
