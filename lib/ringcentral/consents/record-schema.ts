import { z } from "zod";
import type { ConsentRecord } from "../../consent/record.ts";
import { type E164, isE164 } from "../../phone/e164.ts";
import type { RecordBatch } from "../types.ts";

const e164 = z.custom<E164>((value) => typeof value === "string" && isE164(value));
const optional = z.string().nullish().catch(undefined);

/** Both present and older shapes; unknown values and further fields are data. */
const recordSchema = z.object({
  to: e164,
  from: z.union([e164, z.literal("*"), z.literal("")]).nullish(),
  optStatus: z.string().min(1).optional(),
  /** The name that older answers use. */
  status: z.string().min(1).optional(),
  coverage: optional,
  source: optional,
  campaignType: optional,
  notes: optional,
  lastModifiedTime: optional,
});

const COVERAGES: Readonly<Record<string, string>> = {
  phonenumber: "PhoneNumber",
  account: "Account",
  company: "Account",
  campaigntype: "CampaignType",
};

/** Spellings of the CSV and of older guides; others stay as they came. */
const coverageOf = (written: string | null | undefined, from: E164 | null): string => {
  const known = COVERAGES[(written ?? "").replace(/[^a-z]/gi, "").toLowerCase()];
  if (from === null && (known === undefined || known === "PhoneNumber")) return "Account";
  return known ?? (written ? written : "PhoneNumber");
};

const statusOf = (written: string): string => {
  const letters = written.replace(/[^a-z]/gi, "").toLowerCase();
  if (letters === "optin" || letters === "optedin") return "OptIn";
  if (letters === "optout" || letters === "optedout") return "OptOut";
  return written;
};

/** Null when a record cannot be understood: the caller counts it. */
export function parseRecord(raw: unknown): ConsentRecord | null {
  const parsed = recordSchema.safeParse(raw);
  if (!parsed.success) return null;
  const { to, coverage, source, campaignType, notes, lastModifiedTime } = parsed.data;
  const status = parsed.data.optStatus ?? parsed.data.status;
  if (status === undefined) return null;
  const written = parsed.data.from;
  const named = written && written !== "*" ? (written as E164) : null;
  const scope = coverageOf(coverage, named);
  return {
    // A record for the whole account holds for every number, whatever number it names.
    from: scope === "Account" || scope === "CampaignType" ? null : named,
    to,
    optStatus: statusOf(status),
    coverage: scope,
    ...(source ? { source } : {}),
    ...(campaignType ? { campaignType } : {}),
    ...(notes ? { notes } : {}),
    ...(lastModifiedTime ? { lastModifiedTime } : {}),
  };
}

export function parseRecords(raw: readonly unknown[]): RecordBatch {
  const records = raw.flatMap((item) => parseRecord(item) ?? []);
  return { records, malformed: raw.length - records.length };
}
