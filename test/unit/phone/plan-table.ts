import { readFileSync } from "node:fs";
import { type CountryCode, getExampleNumber } from "libphonenumber-js/max";
import examples from "libphonenumber-js/mobile/examples";

/**
 * Derives `lib/phone/plan-data.ts` from libphonenumber's metadata. When that has
 * changed: `node test/unit/phone/plan-table.ts > lib/phone/plan-data.ts`
 */

type Pattern = readonly [pattern: string, lengths?: readonly number[]] | 0;
type Country = readonly unknown[];

/** Kinds of lines that a customer may have: fixed, mobile, toll-free, personal, VoIP. */
const KINDS = [0, 1, 2, 4, 8];
/** Longer national numbers are extensions written on, as in Germany and Austria. */
const LONGEST = 11;

const metadata = JSON.parse(
  readFileSync(
    new URL("../../../node_modules/libphonenumber-js/metadata.max.json", import.meta.url),
    "utf8",
  ),
) as { countries: Record<string, Country> };

export const countries: readonly (readonly [iso: string, country: Country])[] = Object.entries(
  metadata.countries,
);

/** First digit and length of all that a pattern over digits can match. */
function shapes(pattern: string): Set<string> {
  let at = 0;
  type Set1 = Map<string, readonly [string, number]>;
  const one = (digit: string): Set1 => new Map([[`${digit}1`, [digit, 1]]]);
  const union = (a: Set1, b: Set1): Set1 => new Map([...a, ...b]);
  const join = (a: Set1, b: Set1): Set1 => {
    const out: Set1 = new Map();
    for (const [p, l] of a.values())
      for (const [q, n] of b.values())
        out.set(`${(p + q)[0] ?? ""}${l + n}`, [(p + q)[0] ?? "", l + n]);
    return out;
  };
  const alternatives = (): Set1 => {
    let out = sequence();
    while (pattern[at] === "|") {
      at++;
      out = union(out, sequence());
    }
    return out;
  };
  const sequence = (): Set1 => {
    let out: Set1 = new Map([["0", ["", 0]]]);
    while (at < pattern.length && pattern[at] !== "|" && pattern[at] !== ")") {
      const part = atom();
      const [low, high] = times();
      let next: Set1 = new Map();
      for (let i = 0; i <= high; i++) {
        if (i >= low) next = union(next, out);
        out = join(out, part);
      }
      out = next;
    }
    return out;
  };
  const times = (): readonly [number, number] => {
    if (pattern[at] === "?") {
      at++;
      return [0, 1];
    }
    const counted = /^\{(\d+)(?:,(\d+))?\}/.exec(pattern.slice(at));
    if (!counted) return [1, 1];
    at += counted[0].length;
    return [Number(counted[1]), Number(counted[2] ?? counted[1])];
  };
  const atom = (): Set1 => {
    const rest = pattern.slice(at);
    if (rest.startsWith("(?:") || rest.startsWith("(")) {
      at += rest.startsWith("(?:") ? 3 : 1;
      const inner = alternatives();
      at++;
      return inner;
    }
    const [token = ""] = /^(?:\[[\d-]+\]|\\d|\d)/.exec(rest) ?? [];
    if (token === "") throw new Error(`cannot read ${pattern} at ${at}`);
    at += token.length;
    const digits = new RegExp(`^${token}$`);
    return [..."0123456789"]
      .filter((d) => digits.test(d))
      .map(one)
      .reduce(union);
  };
  return new Set(alternatives().keys());
}

const base36 = (value: number, width: number): string => value.toString(36).padStart(width, "0");

export function planTable(): { readonly lengths: string; readonly plans: string } {
  const byCode = new Map<string, { isos: string[]; trunk: string; lengths: number[][] }>();
  for (const [iso, country] of countries) {
    const code = String(country[0]);
    const plan = byCode.get(code) ?? {
      isos: [],
      trunk: "",
      lengths: Array.from({ length: 10 }, () => []),
    };
    byCode.set(code, plan);
    plan.isos.push(iso);
    if (country[5] === "0") plan.trunk ||= leavesTrunkOut(iso) ? "=" : "-";
    const kinds = country[11] as readonly Pattern[] | undefined;
    const patterns = kinds
      ? KINDS.flatMap((kind) => {
          const pattern = kinds[kind];
          return pattern ? [pattern[0] || String(country[2])] : [];
        })
      : [String(country[2])];
    for (const pattern of patterns) {
      for (const shape of shapes(pattern)) {
        const length = Math.min(Number(shape.slice(1)), LONGEST);
        if ((country[3] as number[]).includes(Number(shape.slice(1))))
          plan.lengths[Number(shape[0])]?.push(length);
      }
    }
  }
  const pairs: string[] = [];
  let before = 0;
  const plans = [...byCode]
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([code, { isos, trunk, lengths }]) => {
      const ranges = merged(lengths).map(({ mask, least, most }) => {
        const pair = base36(least, 1) + base36(most, 1);
        if (!pairs.includes(pair)) pairs.push(pair);
        return base36(mask, 2) + base36(pairs.indexOf(pair), 1);
      });
      const step = Number(code) - before;
      before = Number(code);
      const steps = "+".repeat(Math.floor(step / 36)) + base36(step % 36, 1);
      return `${steps}${isos.join("")}${ranges.join("")}${trunk}`;
    })
    .join("");
  if (pairs.length > 36)
    throw new Error(`${pairs.length} different lengths do not fit one character`);
  return { lengths: pairs.join(""), plans };
}

/** Whether numbers are mostly written as if there were no trunk prefix. */
const leavesTrunkOut = (iso: string): boolean =>
  getExampleNumber(iso as CountryCode, examples)
    ?.formatNational()
    .replace(/\D/g, "")[0] !== "0";

interface Range {
  readonly mask: number;
  readonly least: number;
  readonly most: number;
}

/** Lengths by first digit; first digits whose lengths differ by one share theirs, to keep the table small. */
function merged(lengths: readonly (readonly number[])[]): Range[] {
  let ranges: Range[] = [];
  lengths.forEach((all, digit) => {
    if (all.length === 0) return;
    const [least, most, mask] = [Math.min(...all), Math.max(...all), 1 << digit];
    const near = ranges.find(
      (range) => Math.abs(range.least - least) + Math.abs(range.most - most) <= 1,
    );
    if (near) {
      ranges = ranges.filter((range) => range !== near);
      ranges.push({
        mask: near.mask | mask,
        least: Math.min(near.least, least),
        most: Math.max(near.most, most),
      });
    } else ranges.push({ mask, least, most });
  });
  return ranges;
}

export function planModule(): string {
  const { lengths, plans } = planTable();
  return `// Made by test/unit/phone/plan-table.ts from libphonenumber's metadata; do not edit.

/** Least and greatest length of a national number, one character in base 36 each. */
export const LENGTHS = "${lengths}";

/**
 * In order of calling codes: the step from the one before in base 36 (each plus is
 * 36 more), the countries, then in three characters each a mask of first digits in
 * base 36 and which of the lengths they may have. A hyphen at the end says that 0 is
 * dialled before a national number, an equals sign that it mostly is not written.
 */
export const PLAN_TABLE =
  "${plans}";
`;
}

if (import.meta.filename === process.argv[1]) process.stdout.write(planModule());
