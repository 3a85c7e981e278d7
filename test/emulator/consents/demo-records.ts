import { BUSINESS_NUMBERS } from "../account/business-numbers.ts";
import { DEMO_CUSTOMERS } from "../demo-customers.ts";
import type { StoredConsent } from "./record.ts";

const DAY_MS = 86_400_000;

/** The consents of the demo CRM's customers, up to a year old. */
export const demoRecords = (now: number): readonly StoredConsent[] =>
  DEMO_CUSTOMERS.filter(({ consent }) => consent !== "clear").map(({ phone, consent, id }) => ({
    ...(consent === "opted-out"
      ? ({ coverage: "Account" } as const)
      : ({ coverage: "PhoneNumber", from: BUSINESS_NUMBERS[0].phoneNumber } as const)),
    to: phone,
    optStatus: "OptOut",
    source: id % 3 === 0 ? "Api" : "Recipient",
    lastModifiedTime: new Date(now - ((id * 37) % 365) * DAY_MS)
      .toISOString()
      .replace("Z", "000000Z"),
  }));
