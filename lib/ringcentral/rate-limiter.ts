/** RingCentral's usage plan groups. */
export type RateGroup = "light" | "medium" | "heavy" | "auth";

export interface Clock {
  /** Epoch ms. */
  readonly now: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** When a 429 does not say how long: RingCentral asks for at least this. */
const LEAST_PENALTY_MS = 30_000;
const DEFAULT_WINDOW_S = 60;

/**
 * Keeps each group silent while it must be: a request during a penalty would
 * restart the penalty. Limits are read from the answers, never assumed.
 */
export function createRateLimiter({ now, sleep }: Clock) {
  const silentUntil = new Map<RateGroup, number>();

  const silence = (group: RateGroup, until: number): void => {
    silentUntil.set(group, Math.max(silentUntil.get(group) ?? 0, until));
  };

  /** Headers in seconds; null when absent (a 429 may hide them). */
  const secondsOf = (headers: Headers, name: string): number | null => {
    const value = headers.get(name);
    const seconds = value === null || value.trim() === "" ? Number.NaN : Number(value);
    return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
  };

  return {
    /** Epoch ms until which a group must be silent; 0 when it need not be. */
    retryAt: (group: RateGroup): number => {
      const until = silentUntil.get(group) ?? 0;
      return until > now() ? until : 0;
    },
    wait: async (group: RateGroup, signal: AbortSignal): Promise<void> => {
      for (let until = silentUntil.get(group) ?? 0; until > now(); ) {
        await sleep(until - now(), signal);
        until = silentUntil.get(group) ?? 0;
      }
    },
    /** Learns from an answer. Gives the end of the penalty for a 429. */
    learn: (group: RateGroup, status: number, headers: Headers): number | null => {
      if (status === 429) {
        const seconds = secondsOf(headers, "Retry-After");
        const until = now() + (seconds === null ? LEAST_PENALTY_MS : seconds * 1000);
        silence(group, until);
        return until;
      }
      if (secondsOf(headers, "X-Rate-Limit-Remaining") === 0) {
        const window = secondsOf(headers, "X-Rate-Limit-Window") ?? DEFAULT_WINDOW_S;
        silence(group, now() + window * 1000);
      }
      return null;
    },
  };
}

export type RateLimiter = ReturnType<typeof createRateLimiter>;
