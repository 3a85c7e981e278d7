/** When a 429 does not say how long: RingCentral asks for at least this. */
const LEAST_PENALTY_MS = 30_000;
/** No answer is believed that silences a group for longer. */
const LONGEST_PENALTY_MS = 24 * 3600_000;

/** A header that counts something; null when it is absent (a 429 may hide it) or no such number. */
function countOf(headers: Headers, name: string): number | null {
  const text = headers.get(name)?.trim() ?? "";
  return /^\d{1,9}(?:\.\d+)?$/.test(text) ? Number(text) : null;
}

/** An HTTP date (RFC 9110) in epoch ms, or NaN. Date.parse alone takes `-5` for a year. */
function dateOf(headers: Headers, name: string): number {
  const text = headers.get(name) ?? "";
  return /^[a-z]{3}/i.test(text) ? Date.parse(text) : Number.NaN;
}

const positive = (count: number | null): number | null => (count === 0 ? null : count);

export function readRateHeaders(headers: Headers): {
  readonly limit: number | null;
  readonly remaining: number | null;
  readonly windowMs: number | null;
} {
  const window = positive(countOf(headers, "X-Rate-Limit-Window"));
  return {
    limit: positive(countOf(headers, "X-Rate-Limit-Limit")),
    remaining: countOf(headers, "X-Rate-Limit-Remaining"),
    windowMs: window === null ? null : window * 1000,
  };
}

/** `Retry-After` as ms from now: in seconds, or a date, which is read against the server's own clock. */
export function retryAfterMs(headers: Headers, now: number): number | null {
  const seconds = countOf(headers, "Retry-After");
  if (seconds !== null) return Math.min(seconds * 1000, LONGEST_PENALTY_MS);
  const date = dateOf(headers, "Retry-After");
  if (Number.isNaN(date)) return null;
  const served = dateOf(headers, "Date");
  const ms = date - (Number.isNaN(served) ? now : served);
  return Math.min(Math.max(0, ms), LONGEST_PENALTY_MS);
}

/** How long a group must be silent after a 429. */
export const penaltyMs = (headers: Headers, now: number): number =>
  retryAfterMs(headers, now) ?? LEAST_PENALTY_MS;
