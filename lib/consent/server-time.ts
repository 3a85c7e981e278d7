/** A moment as RingCentral writes it, with none to nine fractional digits. Both 0 when it is unknown. */
export interface ServerTime {
  /** Since 1970. */
  readonly seconds: number;
  readonly nanos: number;
}

export const UNKNOWN_TIME: ServerTime = { seconds: 0, nanos: 0 };

const SHAPE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9})\d*)?(Z|[+-]\d\d:?\d\d)$/;
const LATEST_SECONDS = 0xffff_ffff;

export function parseServerTime(text: string | undefined): ServerTime {
  const [, moment, fraction = "", zone] = SHAPE.exec(text ?? "") ?? [];
  const milliseconds = Date.parse(`${moment}${zone?.replace(/^(...)(\d\d)$/, "$1:$2")}`);
  if (!(milliseconds >= 0)) return UNKNOWN_TIME;
  return {
    seconds: Math.min(milliseconds / 1000, LATEST_SECONDS),
    nanos: Number(fraction.padEnd(9, "0")),
  };
}

/** With as many digits as RingCentral would use; undefined when the time is unknown. */
export function formatServerTime({ seconds, nanos }: ServerTime): string | undefined {
  if (seconds === 0) return undefined;
  const moment = new Date(seconds * 1000).toISOString().slice(0, -".000Z".length);
  const fraction = String(nanos).padStart(9, "0").replace(/000$/, "");
  return nanos === 0 ? `${moment}Z` : `${moment}.${fraction}Z`;
}

/** Negative when `a` is earlier. An unknown time is earlier than any. */
export const compareServerTimes = (a: ServerTime, b: ServerTime): number =>
  a.seconds - b.seconds || a.nanos - b.nanos;
