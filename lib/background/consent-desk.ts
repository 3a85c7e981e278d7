import type { PairCache } from "../cache/types.ts";
import { judge } from "../consent/judge.ts";
import type { Verdict } from "../consent/verdict.ts";
import { Failure, toFailure } from "../failure.ts";
import type { ChangeReport, ChangeRequest, CheckResult, PairStatus } from "../messages/protocol.ts";
import type { E164 } from "../phone/e164.ts";
import type { BusinessNumber, ConsentChange, ConsentsApi } from "../ringcentral/types.ts";

export interface ConsentDeskPorts {
  readonly consents: ConsentsApi;
  readonly cache: PairCache;
  readonly verdicts: (
    recipients: readonly E164[],
    senders?: readonly E164[],
  ) => Promise<readonly Verdict[]>;
  readonly submit: (
    changes: readonly ConsentChange[],
    signal: AbortSignal,
  ) => Promise<ChangeReport>;
  /** The numbers that this agent texts from, with their labels. */
  readonly senders: () => Promise<readonly BusinessNumber[]>;
  readonly now: () => number;
  /** Verdicts of these recipients may have changed. */
  readonly onChanged: (recipients: readonly E164[]) => void;
}

/** Checks and changes recipients, for the popup. */
export function createConsentDesk(ports: ConsentDeskPorts) {
  const { consents, cache, now } = ports;

  const fromVerdicts = async (
    recipient: E164,
    judgeFor: (senders: readonly E164[]) => Promise<Verdict>,
    live: boolean,
    failure?: Failure,
  ): Promise<CheckResult> => {
    const senders = await ports.senders();
    const pairs = await Promise.all(
      senders.map(
        async ({ phoneNumber, label, tollFree }): Promise<PairStatus> => ({
          from: phoneNumber,
          ...(label === undefined ? {} : { label }),
          tollFree,
          verdict: await judgeFor([phoneNumber]),
        }),
      ),
    );
    return {
      recipient,
      overall: await judgeFor(senders.map((sender) => sender.phoneNumber)),
      pairs,
      live,
      ...(failure === undefined ? {} : { failure: failure.toInfo() }),
    };
  };

  const checkCached = (recipient: E164, failure?: Failure): Promise<CheckResult> =>
    fromVerdicts(
      recipient,
      async (senders) => {
        const [verdict] = await ports.verdicts([recipient], senders);
        if (!verdict) throw new TypeError("no verdict for a recipient that was asked for");
        return verdict;
      },
      false,
      failure,
    );

  const checkLive = async (recipient: E164, signal: AbortSignal): Promise<CheckResult> => {
    const asOf = now();
    const begin = await cache.sequence();
    const { records, malformed } = await consents.recordsOf([recipient], signal);
    // What cannot be read may be an opt-out: then the answer is no whole one.
    await cache.learn(records, malformed === 0 ? { recipients: [recipient], begin } : undefined);
    ports.onChanged([recipient]);
    if (malformed > 0) {
      throw new Failure("malformed-answer", { detail: `${malformed} records of a check` });
    }
    // Through the cache and not from the answer alone: an opt-out that still waits to be sent counts too.
    const optOuts = (await cache.optOuts([recipient])).get(recipient) ?? [];
    return fromVerdicts(
      recipient,
      async (senders) => judge({ recipient, optOuts, senders, data: { state: "fresh", asOf } }),
      true,
    );
  };

  return {
    /** The cache's answer; or RingCentral's own, with the cache's and the reason when that fails. */
    check: async (recipient: E164, live: boolean, signal: AbortSignal): Promise<CheckResult> => {
      if (!live) return checkCached(recipient);
      try {
        return await checkLive(recipient, signal);
      } catch (error) {
        return checkCached(recipient, toFailure(error));
      }
    },

    change: async (request: ChangeRequest, signal: AbortSignal): Promise<ChangeReport> => {
      const { to, optStatus, note } = request;
      const notes = note ? { notes: note } : {};
      const changes = to.flatMap((recipient) =>
        (request.from ?? [null]).map(
          (from): ConsentChange => ({ from, to: recipient, optStatus, ...notes }),
        ),
      );
      const report = await ports.submit(changes, signal);
      ports.onChanged(to);
      return report;
    },

    history: (recipient: E164, signal: AbortSignal) => consents.history(recipient, signal),
  };
}

export type ConsentDesk = ReturnType<typeof createConsentDesk>;
