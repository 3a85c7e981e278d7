import type { StoredConsent } from "../emulator/consents/record.ts";
import type { DemoCustomer } from "../emulator/demo-customers.ts";

export interface Expected {
  readonly numbers: number;
  readonly optedOut: number;
  readonly partlyOptedOut: number;
}

/** What the server's records say of these customers, worked out without the extension's code. */
export function expectedOf(
  customers: readonly DemoCustomer[],
  records: readonly StoredConsent[],
  senders: readonly string[],
): Expected {
  const refusedBy = ({ phone }: DemoCustomer): number => {
    const optOuts = records.filter(({ to, optStatus }) => to === phone && optStatus === "OptOut");
    const everywhere = optOuts.some(({ coverage }) => coverage !== "PhoneNumber");
    return senders.filter((sender) => everywhere || optOuts.some(({ from }) => from === sender))
      .length;
  };
  const refusals = customers.map(refusedBy);
  return {
    numbers: new Set(customers.map(({ phone }) => phone)).size,
    optedOut: refusals.filter((count) => count === senders.length).length,
    partlyOptedOut: refusals.filter((count) => count > 0 && count < senders.length).length,
  };
}
