import type messages from "../../public/_locales/en/messages.json";
import type { FailureCode } from "../failure.ts";

type AnyKey = keyof typeof messages;
type PluralKey<K> = K extends `${infer Base}_other` ? Base : never;

/** Every text there is: a wrong key does not compile. */
export type TextKey = AnyKey;
/** Texts that come in plural forms: `<key>_one`, `<key>_other`, … */
export type CountKey = PluralKey<AnyKey>;

type Insert = string | number;

/** Texts, numbers and times in one language. */
export interface Texts {
  /** BCP 47, such as `en` or `es-MX`. */
  readonly locale: string;
  t(key: TextKey, ...inserts: readonly Insert[]): string;
  /** The form for `count`, which is the text's `$1`; further inserts follow. */
  count(key: CountKey, count: number, ...inserts: readonly Insert[]): string;
  /** The sentence of an expected failure. */
  failure(code: FailureCode): string;
  number(value: number): string;
  date(time: number): string;
  dateTime(time: number): string;
  /** How long ago, in words. */
  ago(time: number, now: number): string;
  /** In how long, in words. */
  until(time: number, now: number): string;
}

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/**
 * `getMessage` gives a text of the locales with `$1`, `$2` … filled in, or an
 * empty text for a key that is not there.
 */
export function createTexts(
  getMessage: (key: string, inserts: readonly string[]) => string,
  locale: string,
): Texts {
  const plurals = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });
  const dateTimes = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });

  const show = (insert: Insert): string =>
    typeof insert === "number" ? numbers.format(insert) : insert;
  const look = (key: string, inserts: readonly Insert[]): string =>
    getMessage(key, inserts.map(show));

  return {
    locale,
    t: (key, ...inserts) => look(key, inserts) || key,
    count: (key, count, ...inserts) =>
      look(`${key}_${plurals.select(count)}`, [count, ...inserts]) ||
      look(`${key}_other`, [count, ...inserts]),
    failure: (code) => look(`failure_${code.replaceAll("-", "_")}`, []) || code,
    number: (value) => numbers.format(value),
    date: (time) => dates.format(time),
    dateTime: (time) => dateTimes.format(time),
    ago: (time, now) => {
      const age = now - time;
      if (age < 60_000) return look("just_now", []);
      const [unit, length] = UNITS.find(([, ms]) => age >= ms) ?? ["minute", 60_000];
      return relative.format(-Math.floor(age / length), unit);
    },
    until: (time, now) => {
      const ms = Math.max(1000, time - now);
      const [unit, length] = UNITS.find(([, one]) => ms >= one) ?? ["second", 1000];
      return relative.format(Math.ceil(ms / length), unit);
    },
  };
}

/** The language that texts are shown in: the browser's, unless its texts fell back to another. */
export const shownLocale = (browserLocale: string, textsLocale: string): string =>
  browserLocale.split(/[-_]/)[0] === textsLocale ? browserLocale.replace("_", "-") : textsLocale;
