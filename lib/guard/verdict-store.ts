import type { Verdict } from "../consent/verdict.ts";
import type { Ask } from "../messages/page-client.ts";
import type { E164 } from "../phone/e164.ts";

const BATCH = 500;
/** After this a click is decided without an answer. */
const ANSWER_WITHIN_MS = 3000;

const unreachable = (recipient: E164): Verdict => ({
  recipient,
  kind: "unverified",
  optOuts: [],
  reason: "unreachable",
  asOf: null,
});

/** Verdicts of this page's numbers: asked in batches, kept until the background says that they changed. */
export function createVerdictStore(ask: Ask, onVerdicts: () => void, signal: AbortSignal) {
  const known = new Map<E164, Verdict>();
  let wanted = new Set<E164>();
  let pending: Promise<void> | null = null;

  const askBatch = async (recipients: readonly E164[]): Promise<void> => {
    const answer = await ask("guard/verdicts", { recipients });
    const given = new Map((answer?.verdicts ?? []).map((verdict) => [verdict.recipient, verdict]));
    for (const recipient of recipients) {
      const verdict = given.get(recipient);
      const before = known.get(recipient);
      if (verdict) known.set(recipient, verdict);
      // A known opt-out outlives a background that does not answer.
      else if (before?.optOuts.length !== 0) known.set(recipient, before ?? unreachable(recipient));
      else known.set(recipient, unreachable(recipient));
    }
  };

  const flush = async (): Promise<void> => {
    await Promise.resolve();
    while (wanted.size > 0 && !signal.aborted) {
      const recipients = [...wanted];
      wanted = new Set();
      for (let start = 0; start < recipients.length; start += BATCH) {
        await askBatch(recipients.slice(start, start + BATCH));
        // Apart from the answer: what fails in showing it must not cost a held click its decision.
        if (!signal.aborted) queueMicrotask(onVerdicts);
      }
    }
    pending = null;
  };

  const want = (recipients: Iterable<E164>): Promise<void> => {
    for (const recipient of recipients) wanted.add(recipient);
    if (wanted.size > 0) pending ??= flush();
    return pending ?? Promise.resolve();
  };

  return {
    get: (recipient: E164): Verdict | undefined => known.get(recipient),
    /** Asks for one that is not known yet. */
    needOne: (recipient: E164): void => {
      if (known.has(recipient)) return;
      wanted.add(recipient);
      pending ??= flush();
    },
    /** Asks for those that are not known yet. */
    need: (recipients: Iterable<E164>): void => {
      void want([...recipients].filter((recipient) => !known.has(recipient)));
    },
    /** The verdicts of a route that somebody tries; never undecided for long. */
    decide: async (recipients: readonly E164[]): Promise<readonly Verdict[]> => {
      const missing = recipients.filter((recipient) => {
        const verdict = known.get(recipient);
        return !verdict || verdict.reason === "unreachable" || verdict.reason === "unanswered";
      });
      if (missing.length > 0) {
        const timeout = new Promise<void>((resolve) => setTimeout(resolve, ANSWER_WITHIN_MS));
        // Not behind what a large page asks for.
        await Promise.race([askBatch(missing), timeout]);
      }
      return recipients.map((recipient) => known.get(recipient) ?? unreachable(recipient));
    },
    /** The background says that these may have changed; null means any. Old verdicts stay until the new ones come. */
    refresh: (recipients: readonly E164[] | null): void => {
      void want(recipients ? recipients.filter((recipient) => known.has(recipient)) : known.keys());
    },
  };
}

export type VerdictStore = ReturnType<typeof createVerdictStore>;
