import { businessNumber } from "../account/business-numbers.ts";
import { isE164, oneOf } from "../http/parameters.ts";
import type { Switches } from "../switches.ts";
import {
  CAMPAIGN_TYPES,
  COVERAGES,
  type Consent,
  type Coverage,
  type OptStatus,
  STATUSES,
} from "./record.ts";

export interface ChangeError {
  readonly errorCode: string;
  readonly message: string;
}

const invalid = (name: string): ChangeError => ({
  errorCode: "CMN-101",
  message: `Parameter [${name}] value is invalid`,
});

function readCoverage(given: unknown, lenient: boolean): Coverage | null {
  if (given === undefined) return "PhoneNumber";
  const word = String(given);
  const same = (coverage: string): boolean =>
    lenient ? coverage.toLowerCase() === word.toLowerCase() : coverage === word;
  return COVERAGES.find(same) ?? null;
}

/** `*` as the business number means the whole account, as coverage Account does. */
function readScope(
  raw: Readonly<Record<string, unknown>>,
  { lenientCoverage, fromWithAccount }: Switches,
): Pick<Consent, "coverage" | "from" | "campaignType"> | ChangeError {
  const { from, campaignType } = raw;
  const coverage = readCoverage(raw.coverage, lenientCoverage);
  if (coverage === null) return invalid("coverage");
  if (coverage === "CampaignType") {
    if (from !== undefined) return invalid("from");
    if (!oneOf(CAMPAIGN_TYPES)(campaignType)) return invalid("campaignType");
    return { coverage, campaignType };
  }
  if (campaignType !== undefined) return invalid("campaignType");
  if (from === "*") return { coverage: "Account" };
  if (coverage === "Account") {
    return from === undefined || fromWithAccount ? { coverage } : invalid("from");
  }
  if (!isE164(from)) return invalid("from");
  if (!businessNumber(from)) {
    return { errorCode: "CMN-102", message: "Resource for parameter [from] is not found" };
  }
  return { coverage, from };
}

/** What a record of a PATCH asks for, or why it is refused. */
export function readChange(
  raw: Readonly<Record<string, unknown>>,
  switches: Switches,
): Consent | ChangeError {
  const { to, optStatus, source, notes } = raw;
  if (!isE164(to)) return invalid("to");
  if (switches.refuseChangesOf.includes(to)) {
    return { errorCode: "CMN-102", message: "Change refused" };
  }
  if (!oneOf(STATUSES)(optStatus)) return invalid("optStatus");
  if (source !== "Api") return invalid("source");
  if (notes !== undefined && typeof notes !== "string") return invalid("notes");
  const scope = readScope(raw, switches);
  if ("errorCode" in scope) return scope;
  const status: OptStatus = optStatus;
  return {
    ...scope,
    to,
    optStatus: status,
    source,
    ...(notes === undefined || notes === "" ? {} : { notes }),
  };
}
