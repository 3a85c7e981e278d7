import type { Clock } from "../clock.ts";
import type { Switches } from "../switches.ts";
import type { RateGroup } from "./endpoints.ts";

export interface Caller {
  readonly userId: string;
  readonly clientId: string;
}

export interface Counted {
  /** `X-Rate-Limit-*` for the answer. */
  readonly headers: Readonly<Record<string, string>>;
  readonly exceeded: boolean;
}

/** A sliding window for each group of each (user, app); each request during a penalty starts it anew. */
export function createRateLimits(clock: Clock, switches: () => Switches) {
  const requests = new Map<string, number[]>();
  const penalties = new Map<string, number>();

  return {
    count: (group: RateGroup, { userId, clientId }: Caller): Counted => {
      const now = clock.now();
      const key = `${userId} ${clientId} ${group}`;
      const { limits, windowSeconds, penaltySeconds } = switches();
      const limit = limits[group];
      const recent = (requests.get(key) ?? []).filter((at) => at > now - windowSeconds * 1000);
      const exceeded = (penalties.get(key) ?? 0) > now || recent.length >= limit;
      if (exceeded) penalties.set(key, now + penaltySeconds * 1000);
      else recent.push(now);
      requests.set(key, recent);
      return {
        exceeded,
        headers: {
          "X-Rate-Limit-Group": group,
          "X-Rate-Limit-Limit": String(limit),
          "X-Rate-Limit-Remaining": exceeded ? "0" : String(limit - recent.length),
          "X-Rate-Limit-Window": String(windowSeconds),
        },
      };
    },
    reset: (): void => {
      requests.clear();
      penalties.clear();
    },
  };
}

export type RateLimits = ReturnType<typeof createRateLimits>;
