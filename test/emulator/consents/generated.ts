import { BUSINESS_NUMBERS } from "../account/business-numbers.ts";
import type { StoredConsent } from "./record.ts";

/** Three digits from 200 on that are no service code such as 411. */
const AREAS = Array.from({ length: 800 }, (_, i) => String(200 + i)).filter(
  (code) => !code.endsWith("11"),
);
/** Without those of the demo's customers and of made-up numbers, which tests use. */
const EXCHANGES = AREAS.filter((code) => code !== "555" && (code < "320" || code > "399"));
const LINES = 9000;
const FIRST_LINE = 1000;
export const MOST_GENERATED = AREAS.length * EXCHANGES.length * LINES;

const NOTES = ["by phone", 'said "stop", twice', "mail,\nsee letter", ""];
const SOURCES = ["Recipient", "Recipient", "Api", "Upstream", "Carrier"];
const APART_MS = 30_000;

/** The customer of a record; each record has its own. */
export function customerAt(index: number): string {
  const area = AREAS[index % AREAS.length];
  const rest = Math.floor(index / AREAS.length);
  const exchange = EXCHANGES[rest % EXCHANGES.length];
  return `+1${area}${exchange}${FIRST_LINE + Math.floor(rest / EXCHANGES.length)}`;
}

/** The record of a customer, or -1. */
export function indexOfCustomer(number: string): number {
  const [, area = "", exchange = "", line] = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number) ?? [];
  const places = [AREAS.indexOf(area), EXCHANGES.indexOf(exchange), Number(line) - FIRST_LINE];
  const [low = -1, middle = -1, high = -1] = places;
  if (!places.every((place) => place >= 0)) return -1;
  return low + AREAS.length * (middle + EXCHANGES.length * high);
}

/**
 * The record at an index, made when it is asked for; the last of `count` is as old as `until`.
 * Times have six or nine fractional digits, as RingCentral's do.
 */
export function generateConsent(index: number, count: number, until: number): StoredConsent {
  const business = BUSINESS_NUMBERS[index % 4];
  const notes = NOTES[index % NOTES.length];
  const coverage = index % 50 === 7 ? "CampaignType" : index % 20 === 3 ? "Account" : "PhoneNumber";
  const time = new Date(until - (count - index) * APART_MS).toISOString();
  return {
    ...(coverage === "PhoneNumber" && business ? { from: business.phoneNumber } : {}),
    to: customerAt(index),
    optStatus: index % 10 === 9 ? "OptIn" : "OptOut",
    source: SOURCES[index % SOURCES.length] ?? "Api",
    coverage,
    ...(coverage === "CampaignType" ? { campaignType: "Promotional" } : {}),
    ...(notes ? { notes } : {}),
    lastModifiedTime: time.replace("Z", `${index % 2 ? "000" : "000000"}Z`),
  };
}
