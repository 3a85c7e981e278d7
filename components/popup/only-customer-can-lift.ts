import type { OptOut } from "../../lib/consent/verdict.ts";
import type { CheckResult } from "../../lib/messages/protocol.ts";
import type { E164 } from "../../lib/phone/e164.ts";

const BLOCKED_OUTSIDE: ReadonlySet<string> = new Set(["Upstream", "Carrier"]);

const isOutside = ({ source }: OptOut): boolean => BLOCKED_OUTSIDE.has(source ?? "");

/**
 * A block by a toll-free number's provider or a carrier stands until the customer
 * texts START, whatever RingCentral records. `from` null: every business number.
 */
export function onlyCustomerCanLift({ overall, pairs }: CheckResult, from: E164 | null): boolean {
  const covered = from === null ? pairs : pairs.filter((pair) => pair.from === from);
  return (
    (from === null && overall.optOuts.some(isOutside)) ||
    covered.some(({ tollFree, verdict }) => tollFree || verdict.optOuts.some(isOutside))
  );
}
