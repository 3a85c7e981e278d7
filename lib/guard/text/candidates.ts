/** Characters that no number is written with. */
const FOREIGN = "A-Za-z$£€%:;&#@=?!<>\"'*|_~^{}\\\\";
const BETWEEN = `[^\\d${FOREIGN}]*`;
/** Digits of other scripts and what is like them: looked at closely wherever they are. */
const OTHER_SCRIPTS = "[\\u0300-\\u1fff\\u2070-\\u20a0\\u2c00-\\ufffb]";
const VANITY = "8\\d\\d[^\\dA-Z]{1,3}[A-Z]";

const candidate = (digits: number): RegExp =>
  new RegExp(`\\d(?:${BETWEEN}\\d){${digits - 1}}|\\+${BETWEEN}\\d|${VANITY}|${OTHER_SCRIPTS}`);

/** A number of the North American plan has ten digits, unless a plus says that it is another's. */
const NANP = candidate(10);
const ANY = candidate(7);

/** A first look at a large text, as fast as the browser's own search. False: no number is in it. */
export const mayHoldNumber = (text: string, nanp: boolean): boolean =>
  (nanp ? NANP : ANY).test(text);

const PLUS = 43;
const ZERO = 48;
const NINE = 57;
const UPPER_A = 65;
const UPPER_Z = 90;

/** The same of one stretch of digits: spares a walk to every date. */
export function mayHoldNanp(text: string, start: number, end: number): boolean {
  let digits = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code > NINE || code === PLUS) return true;
    if (code >= ZERO && ++digits === 10) return true;
  }
  const next = text.charCodeAt(end);
  return digits < 7 || (next >= UPPER_A && next <= UPPER_Z);
}
