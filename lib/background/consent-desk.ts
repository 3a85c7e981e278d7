import type { PairCache } from "../cache/types.ts";
import type { Verdict } from "../consent/verdict.ts";
import { Failure, toFailure } from "../failure.ts";
import type { ChangeReport, ChangeRequest, CheckResult, PairStatus } from "../messages/protocol.ts";
import type { E164 } from "../phone/e164.ts";
import type { BusinessNumber, ConsentChange, ConsentsApi } from "../ringcentral/types.ts";
import type { Verdicts } from "../sync/verdicts.ts";

export interface ConsentDeskPorts {
  readonly consents: ConsentsApi;
  readonly cache: PairCache;
  readonly verdicts: Verdicts;
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

  /** `readAt`: RingCentral has answered just now (epoch ms); else the cache answers. */
  const checkOf = async (
    recipient: E164,
    { readAt, failure }: { readonly readAt?: number; readonly failure?: Failure },
  ): Promise<CheckResult> => {
    const judgeFor = async (senders: readonly E164[]): Promise<Verdict> => {
      const read = readAt === undefined ? {} : { readAt };
      const [verdict] = await ports.verdicts([recipient], { senders, ...read });
      if (!verdict) throw new TypeError("no verdict for a recipient that was asked for");
      return verdict;
    };
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
      live: readAt !== undefined,
      ...(failure === undefined ? {} : { failure: failure.toInfo() }),
    };
  };

  const checkLive = async (recipient: E164, signal: AbortSignal): Promise<CheckResult> => {
    const readAt = now();
    const begin = await cache.sequence();
    const { records, malformed } = await consents.recordsOf([recipient], signal);
    // What cannot be read may be an opt-out: then the answer is no whole one.
    await cache.learn(records, malformed === 0 ? { recipients: [recipient], begin } : undefined);
    ports.onChanged([recipient]);
    if (malformed > 0) {
      throw new Failure("malformed-answer", { detail: `${malformed} records of a check` });
    }
    // Through the cache and not from the answer alone: an opt-out that still waits to be sent counts too.
    return checkOf(recipient, { readAt });
  };

  return {
    /** The cache's answer; or RingCentral's own, with the cache's and the reason when that fails. */
    check: async (recipient: E164, live: boolean, signal: AbortSignal): Promise<CheckResult> => {
      if (!live) return checkOf(recipient, {});
      try {
        return await checkLive(recipient, signal);
      } catch (error) {
        return checkOf(recipient, { failure: toFailure(error) });
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
