import type { Consent } from "../../emulator/consents/record.ts";

/** Customers of the test pages: +1 415 555 260x have opted out, +1 415 555 270x have not. */
export const PAGE_CONSENTS: readonly Consent[] = Array.from({ length: 10 }, (_, index) => ({
  to: `+1415555260${index}`,
  optStatus: "OptOut",
  source: "Recipient",
  coverage: "Account",
}));
