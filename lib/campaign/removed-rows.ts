import type { E164 } from "../phone/e164.ts";
import { byteOrderMark, type Encoding, encodeText } from "./encoding.ts";
import type { Removal, RemovalReason } from "./scrub.ts";
import type { Delimiter } from "./table-shape.ts";
import { csvCell, safeCell } from "./write-csv.ts";

/** What the file of removed rows says, in the language of whoever reads it. */
export interface RemovedTexts {
  readonly reason: string;
  readonly numbers: string;
  readonly everyNumber: string;
  readonly reasons: Readonly<Record<RemovalReason, string>>;
}

/**
 * Rows that were taken out, each as it came, behind two more cells: why, and which
 * business numbers the recipient has opted out of. In front and not behind, because a
 * row may lack cells at its end.
 */
export function createRemovedRows(
  texts: RemovedTexts,
  { encoding, delimiter }: { readonly encoding: Encoding; readonly delimiter: Delimiter },
  write: (bytes: Uint8Array) => void,
) {
  const prefixes = new Map<Removal, Uint8Array>();
  const encoded = (first: string, second: string): Uint8Array => {
    const cells = [first, second].map((cell) => csvCell(safeCell(cell), delimiter));
    return encodeText([...cells, ""].join(delimiter), encoding);
  };
  const numbersOf = (from: readonly (E164 | null)[]): string =>
    from.includes(null) ? texts.everyNumber : from.join(" ");

  const prefixOf = (why: Removal): Uint8Array => {
    const known = prefixes.get(why);
    if (known) return known;
    const numbers = "from" in why ? numbersOf(why.from) : "";
    const prefix = encoded(texts.reasons[why.kind], numbers);
    prefixes.set(why, prefix);
    return prefix;
  };

  return {
    mark: (): void => write(byteOrderMark(encoding)),
    header: (bytes: Uint8Array): void => {
      write(encoded(texts.reason, texts.numbers));
      write(bytes);
    },
    row: (bytes: Uint8Array, why: Removal): void => {
      write(prefixOf(why));
      write(bytes);
    },
  };
}
