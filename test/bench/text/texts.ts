import { BOUNDARY } from "../../../lib/phone/scan.ts";

/** Texts as pages have them, the same in each run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

const FIRST = ["Ada", "Grace", "Alan", "Maria", "Joe", "Dana", "Wei", "Ines", "Omar", "Sofia"];
const LAST = ["Lovelace", "Hopper", "Turing", "Diaz", "Blow", "Lee", "Chen", "Costa", "Haddad"];
const CITIES = ["Reno", "Denver", "Santa Fe", "Chicago", "Portland", "San Antonio", "Boston"];
const WORDS =
  "the customer asked for a copy of her contract and said that she would call again after the weekend because nobody had answered the mail which our team sent to her old address so please check whether it is still right before anything else goes out".split(
    " ",
  );

export function createTexts(seed: number) {
  const next = random(seed);
  const upTo = (count: number): number => Math.floor(next() * count);
  const of = (list: readonly string[]): string => list[upTo(list.length)] ?? "";
  const digits = (count: number): string =>
    Array.from({ length: count }, () => String(upTo(10))).join("");
  const two = (count: number): string => String(1 + upTo(count)).padStart(2, "0");
  const phone = (): string => {
    const [area, exchange, line] = [`${2 + upTo(8)}0${2 + upTo(7)}`, `5${digits(2)}`, digits(4)];
    return (
      [
        `(${area}) ${exchange}-${line}`,
        `${area}-${exchange}-${line}`,
        `+1 ${area} ${exchange} ${line}`,
        `${area}.${exchange}.${line}`,
        `${area}${exchange}${line}`,
      ][upTo(5)] ?? ""
    );
  };
  const day = (): string => `2026-${two(12)}-${two(28)}`;

  const row = (): string => {
    const [first, last] = [of(FIRST), of(LAST)];
    const cells = [
      `${first} ${last}`,
      phone(),
      `${first.toLowerCase()}@example.com`,
      of(CITIES),
      "Qualified",
      `$${1 + upTo(99)},${digits(3)}.00`,
      `${two(12)}/${two(28)}/2026`,
      `SO-${digits(6)}`,
    ];
    return cells.join(BOUNDARY);
  };
  const sentence = (): string => {
    const words = Array.from({ length: 8 + upTo(12) }, () => of(WORDS)).join(" ");
    return next() < 0.02 ? `${words} ${phone()}.` : `${words}.`;
  };
  const entry = (): string =>
    `${day()}T${two(23)}:${two(59)}:${two(59)}.${digits(3)}Z INFO [pool-${upTo(9)}-thread-${upTo(99)}] request=${digits(12)} account=${digits(8)} took=${upTo(999)}ms bytes=${digits(5)} from 10.${upTo(255)}.${upTo(255)}.${upTo(255)}:${digits(5)} trace=${digits(4)}a${digits(4)}f${digits(3)}`;

  const lines = (line: () => string, size: number): string[] => {
    const out: string[] = [];
    for (let length = 0; length < size; ) {
      const text = line();
      out.push(text);
      length += text.length + 1;
    }
    return out;
  };

  return {
    rows: (size: number) => lines(row, size),
    prose: (size: number) => lines(sentence, size),
    logs: (size: number) => lines(entry, size),
  };
}
