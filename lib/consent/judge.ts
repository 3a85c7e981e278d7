import type { E164 } from "../phone/e164.ts";
import type { OptOut, UnverifiedReason, Verdict } from "./verdict.ts";

export type DataState =
  | { readonly state: "fresh"; readonly asOf: number }
  | {
      readonly state: "unverified";
      readonly reason: UnverifiedReason;
      readonly asOf: number | null;
    };

export interface Case {
  readonly recipient: E164;
  /** Every opt-out known of this recipient. */
  readonly optOuts: readonly OptOut[];
  /** The business numbers that this agent texts from; empty: any of the account. */
  readonly senders: readonly E164[];
  readonly data: DataState;
}

/**
 * The verdict on one recipient. A known opt-out holds however old the data is;
 * silence counts as clear only while the data is fresh. An opt-out without a
 * business number (account-wide, or by campaign type) concerns all of them, and no
 * opt-in of another coverage cancels it.
 */
export function judge({ recipient, optOuts, senders, data }: Case): Verdict {
  const { asOf } = data;
  const concerning =
    senders.length === 0
      ? optOuts
      : optOuts.filter(({ from }) => from === null || senders.includes(from));
  if (concerning.length > 0) {
    const everyNumber = concerning.some(({ from }) => from === null);
    const all =
      everyNumber || senders.every((sender) => concerning.some(({ from }) => from === sender));
    return { recipient, kind: all ? "opted-out" : "partly-opted-out", optOuts: concerning, asOf };
  }
  return data.state === "fresh"
    ? { recipient, kind: "clear", optOuts: [], asOf }
    : { recipient, kind: "unverified", optOuts: [], reason: data.reason, asOf };
}
