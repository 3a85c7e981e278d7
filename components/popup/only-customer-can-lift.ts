import type { OptOut } from "../../lib/consent/verdict.ts";
import type { CheckResult, PairStatus } from "../../lib/messages/protocol.ts";

const BLOCKED_OUTSIDE: ReadonlySet<string> = new Set(["Upstream", "Carrier"]);

const isOutside = ({ source }: OptOut): boolean => BLOCKED_OUTSIDE.has(source ?? "");

/** A block by a toll-free number's provider or a carrier stands until the customer texts START, whatever RingCentral records. */
export const onlyCustomerCanLift = (
  { overall }: CheckResult,
  covered: readonly PairStatus[],
): boolean =>
  covered.some(({ tollFree, verdict }) => tollFree || verdict.optOuts.some(isOutside)) ||
  (covered.length === 0 && overall.optOuts.some(isOutside));
