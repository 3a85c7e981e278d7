import fc from "fast-check";
import { RecordColumns } from "../../../lib/browse/record-columns.ts";
import { markOf } from "../../../lib/consent/pair-columns.ts";
import type { Scope } from "../../../lib/consent/scope.ts";
import type { E164 } from "../../../lib/phone/e164.ts";

export interface PlainRecord {
  readonly recipient: number;
  readonly scope: Scope;
  readonly optedIn: boolean;
  readonly source: string;
  readonly seconds: number;
}

export const SALES = "+16505550100" as E164;
export const SUPPORT = "+16505550101" as E164;

export const SCOPES: readonly Scope[] = [
  { from: SALES, coverage: "PhoneNumber" },
  { from: SUPPORT, coverage: "PhoneNumber" },
  { from: null, coverage: "Account" },
  { from: null, coverage: "CampaignType", campaignType: "Promotional" },
];

export function columnsOf(records: readonly PlainRecord[]): RecordColumns {
  const columns = new RecordColumns();
  const { scopes } = columns.dictionaries;
  for (const { recipient, scope, optedIn, source, seconds } of records) {
    const mark = markOf(scopes.indexOf(scope), optedIn);
    columns.push(recipient, mark, columns.dictionaries.sourceIndex(source), seconds);
  }
  columns.fit();
  return columns;
}

/** Few different values, so that queries meet many. */
export const record: fc.Arbitrary<PlainRecord> = fc.record({
  recipient: fc.integer({ min: 12025550100, max: 12025550160 }),
  scope: fc.constantFrom(...SCOPES),
  optedIn: fc.boolean(),
  source: fc.constantFrom("Recipient", "Api", "Carrier"),
  seconds: fc.constantFrom(0, 1_700_000_000, 1_700_086_400, 1_700_172_800),
});
