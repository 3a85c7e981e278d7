import { digitsOf } from "../../lib/phone/characters.ts";

/** What the page says about a text beside the text itself. */
export interface Beside {
  readonly label?: string;
  readonly field?: string;
  readonly header?: string;
}

/**
 * A default country, a text with its phone numbers in ⟦ ⟧, and what stands beside it.
 * `⟦020 7946 0958|442079460958⟧` names the digits in E.164; without a bar the number is
 * written with its country code, or is a North American one.
 */
export type Labelled = readonly [country: string, marked: string, beside?: Beside];

export interface Sample {
  readonly kind: string;
  readonly country: string;
  readonly text: string;
  readonly beside: Beside | undefined;
  readonly numbers: readonly {
    readonly start: number;
    readonly end: number;
    readonly number: string;
  }[];
}

const e164Of = (written: string): string => {
  const digits = digitsOf(written);
  if (/^[^\d０-９]*[+＋]/.test(written)) return `+${digits}`;
  if (!/^1?\d{10}$/.test(digits)) throw new Error(`label the digits of ${written}`);
  return `+1${digits.slice(-10)}`;
};

export function readLabelled(kind: string, [country, marked, beside]: Labelled): Sample {
  let text = "";
  const numbers: { start: number; end: number; number: string }[] = [];
  for (const part of marked.split(/(⟦[^⟧]*⟧)/)) {
    if (!part.startsWith("⟦")) {
      text += part;
      continue;
    }
    const [written = "", digits] = part.slice(1, -1).split("|");
    const number = digits === undefined ? e164Of(written) : `+${digits}`;
    numbers.push({ start: text.length, end: text.length + written.length, number });
    text += written;
  }
  return { kind, country, text, beside, numbers };
}
