import type { E164 } from "./e164.ts";

/** A number as people read it, without metadata: NANP nationally, others as they are. */
export function formatShort(number: E164): string {
  const nanp = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  return nanp ? `(${nanp[1]}) ${nanp[2]}-${nanp[3]}` : number;
}
