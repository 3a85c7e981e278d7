import { ApiError } from "./errors.ts";
import type { Switches } from "./switches.ts";

export type Group = keyof Switches["limits"];

/** Sliding windows per group; each request during a penalty starts it anew. */
export function createRateLimits(now: () => number, switches: () => Switches) {
  const requests = new Map<Group, number[]>();
  const penaltyUntil = new Map<Group, number>();

  return {
    reset: (): void => {
      requests.clear();
      penaltyUntil.clear();
    },
    /** Headers for the answer. @throws ApiError 429 */
    count: (group: Group): Record<string, string> => {
      const { limits, windowSeconds, penaltySeconds } = switches();
      const limit = limits[group];
      const recent = (requests.get(group) ?? []).filter((at) => at > now() - windowSeconds * 1000);
      const punished = (penaltyUntil.get(group) ?? 0) > now();
      if (punished || recent.length >= limit) {
        penaltyUntil.set(group, now() + penaltySeconds * 1000);
        throw new ApiError(429, "CMN-301", "CMN-301", "Request rate exceeded");
      }
      requests.set(group, [...recent, now()]);
      return {
        "X-Rate-Limit-Group": group,
        "X-Rate-Limit-Limit": String(limit),
        "X-Rate-Limit-Remaining": String(limit - recent.length - 1),
        "X-Rate-Limit-Window": String(windowSeconds),
      };
    },
  };
}
