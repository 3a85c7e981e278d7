import type { Knowledge, PairCache } from "../cache/types.ts";
import type { SenderCampaign } from "../consent/campaign-rank.ts";
import { dataState } from "../consent/freshness.ts";
import { type DataState, judge } from "../consent/judge.ts";
import type { Verdict } from "../consent/verdict.ts";
import { Failure, toFailure } from "../failure.ts";
import type { E164 } from "../phone/e164.ts";

export interface VerdictPorts {
  readonly cache: PairCache;
  readonly settings: () => Promise<{
    readonly businessNumbers: readonly E164[];
    readonly freshMinutes: number;
  }>;
  /** Which account is signed in; null when none is. */
  readonly account: () => Promise<string | null>;
  readonly now: () => number;
  /** Epoch ms since which live events have told of every change; null while they do not. */
  readonly unbrokenSince: () => number | null;
  /** Campaigns of the business numbers, as far as they are known. */
  readonly campaigns: () => Promise<ReadonlyMap<E164, SenderCampaign>>;
  /**
   * Where single recipients are asked for: when what is known of each was true; one
   * without an answer is absent. Null where the account is loaded as a whole.
   */
  readonly ages: (recipients: readonly E164[]) => Promise<ReadonlyMap<E164, number> | null>;
  /** Whether what is loaded may lack a part: then its silence says nothing. */
  readonly unproven: () => Promise<boolean>;
  /** A cache that could not answer, so that it is noticed and healed. */
  readonly onCacheFault: (error: unknown) => void;
}

export interface VerdictOptions {
  /** The agent's own business numbers unless given. */
  readonly senders?: readonly E164[];
  /** Epoch ms at which every record of these recipients was read. */
  readonly readAt?: number;
}

export type Verdicts = (
  recipients: readonly E164[],
  options?: VerdictOptions,
) => Promise<readonly Verdict[]>;

const unverified = (
  reason: "cache-fault" | "signed-out" | "unanswered",
  asOf: number | null,
): DataState => ({ state: "unverified", reason, asOf });

/** Verdicts from the cache. Never rejects: what cannot be known is unverified. */
export function createVerdicts(ports: VerdictPorts): Verdicts {
  const lookUp = async (recipients: readonly E164[]): Promise<Knowledge | null> => {
    try {
      return await ports.cache.lookUp(recipients);
    } catch (error) {
      ports.onCacheFault(toFailure(error));
      return null;
    }
  };

  return async (recipients, { senders, readAt } = {}) => {
    const [before, answers, settings, account, campaigns, unproven] = await Promise.all([
      lookUp(recipients),
      readAt === undefined
        ? ports.ages(recipients)
        : new Map(recipients.map((recipient) => [recipient, readAt] as const)),
      ports.settings(),
      ports.account(),
      ports.campaigns(),
      ports.unproven(),
    ]);
    // What was answered meanwhile is in the cache now.
    const known = answers && readAt === undefined ? await lookUp(recipients) : before;
    // Another account's snapshot may know an opt-out, but its silence says nothing.
    const meta = known?.meta?.account === account ? known?.meta : null;
    const unbroken = ports.unbrokenSince();
    const isLive = meta && unbroken !== null && meta.asOf >= unbroken;
    const loadedAt = isLive ? ports.now() : (meta?.asOf ?? null);
    const { freshMinutes } = settings;
    const signedIn = account !== null;
    const facts = { now: ports.now(), asOf: loadedAt, freshMinutes, signedIn, unproven };
    const whole = dataState(facts);
    if (known && known.uncertain.size > 0) {
      ports.onCacheFault(new Failure("storage-fault", { detail: "damaged block" }));
    }

    const dataOf = (recipient: E164): DataState => {
      if (!known || known.uncertain.has(recipient)) return unverified("cache-fault", loadedAt);
      if (!answers) return whole;
      const asOf = answers.get(recipient);
      if (!signedIn) return unverified("signed-out", asOf ?? null);
      return asOf === undefined ? unverified("unanswered", null) : { state: "fresh", asOf };
    };

    return recipients.map((recipient) => {
      const knowsOptIns = answers ? answers.has(recipient) : meta?.optIns;
      return judge({
        recipient,
        optOuts: known?.optOuts.get(recipient) ?? [],
        ...(knowsOptIns ? { optIns: known?.optIns.get(recipient) ?? [] } : {}),
        campaigns,
        senders: senders ?? settings.businessNumbers,
        data: dataOf(recipient),
      });
    });
  };
}
