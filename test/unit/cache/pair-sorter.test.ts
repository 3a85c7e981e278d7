import fc from "fast-check";
import { expect, it } from "vitest";
import { PairSorter } from "../../../lib/cache/pair-sorter.ts";
import { PairColumns } from "../../../lib/consent/pair-columns.ts";

const recipient = fc.oneof(
  fc.maxSafeInteger().map((n) => 1 + (Math.abs(n) % 999_999_999_999_999)),
  fc.integer({ min: 14_155_550_000, max: 14_155_550_009 }),
);

const rowsOf = (columns: PairColumns): number[][] =>
  Array.from({ length: columns.length }, (_, at) => [
    columns.recipients[at] ?? 0,
    columns.markAt(at),
    columns.sourceAt(at),
    columns.secondsAt(at),
    columns.nanosAt(at),
  ]);

it.each([3, 20, 1000])("sorts pairs by recipient, in ranges of at most %i", (most) => {
  const sorter = new PairSorter(most);
  fc.assert(
    fc.property(fc.array(recipient, { maxLength: 200 }), (recipients) => {
      const pairs = new PairColumns(0);
      recipients.forEach((one, at) => {
        pairs.push(one, at + 1, at % 256, at * 3, at * 5);
      });
      const rows: number[][] = [];
      for (const chunk of sorter.sort(pairs)) {
        expect(chunk.length).toBeLessThanOrEqual(most);
        rows.push(...rowsOf(chunk));
      }
      const expected = recipients
        .map((one, at) => [one, at + 1, at % 256, at * 3, at * 5])
        .sort(([a = 0], [b = 0]) => a - b);
      expect(rows).toEqual(expected);
    }),
  );
});
