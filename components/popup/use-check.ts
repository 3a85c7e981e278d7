import { useEffect, useState } from "preact/hooks";
import { type FailureInfo, toFailure } from "../../lib/failure.ts";
import type { CheckResult } from "../../lib/messages/protocol.ts";
import type { E164 } from "../../lib/phone/e164.ts";
import type { PopupActions } from "./actions.ts";

/** A person who is still typing has not asked yet. */
const SETTLE_MS = 500;

export interface Check {
  readonly result: CheckResult | null;
  readonly asking: boolean;
  readonly failure: FailureInfo | null;
}

const NOTHING: Check = { result: null, asking: false, failure: null };

/**
 * The cache's answer at once, RingCentral's own when the number has stood for a
 * moment. Asks again when `again` changes: after a change, or with newer data.
 */
export function useCheck(
  recipient: E164 | null,
  live: boolean,
  again: unknown,
  check: PopupActions["check"],
): Check {
  const [state, setState] = useState(NOTHING);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `again` asks once more for the same number
  useEffect(() => {
    if (recipient === null) {
      setState(NOTHING);
      return undefined;
    }
    let current = true;
    const answer = async (fromServer: boolean): Promise<void> => {
      try {
        const result = await check(recipient, fromServer);
        if (current) setState({ result, asking: live && !fromServer, failure: null });
      } catch (error) {
        const failure = toFailure(error).toInfo();
        if (current) setState((before) => ({ ...before, asking: false, failure }));
      }
    };
    setState((before) => ({
      result: before.result?.recipient === recipient ? before.result : null,
      asking: true,
      failure: null,
    }));
    const cached = answer(false);
    const timer = live ? setTimeout(() => cached.then(() => answer(true)), SETTLE_MS) : undefined;
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [recipient, live, again, check]);

  return state;
}
