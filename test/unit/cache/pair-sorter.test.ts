import fc from "fast-check";
import { expect, it } from "vitest";
import { PairSorter } from "../../../lib/cache/pair-sorter.ts";
import { PairColumns } from "../../../lib/consent/pair-columns.ts";

const recipient = fc.oneof(
  fc.maxSafeInteger().map((n) => 1 + (Math.abs(n) % 999_999_999_999_999)),
  fc.integer({ min: 14_155_550_000, max: 14_155_550_009 }),
);

it("sorts pairs by recipient, and leaves equal ones as they were", () => {
  const sorter = new PairSorter();
  const sorted = new PairColumns(0);
  fc.assert(
    fc.property(fc.array(recipient, { maxLength: 200 }), (recipients) => {
      const pairs = new PairColumns(0);
      recipients.forEach((one, at) => {
        pairs.push(one, at + 1, at % 256, at * 3, at * 5);
      });
      sorter.sort(pairs, sorted);
      const rows = Array.from({ length: sorted.length }, (_, at) => [
        sorted.recipients[at],
        sorted.markAt(at),
        sorted.sourceAt(at),
        sorted.secondsAt(at),
        sorted.nanosAt(at),
      ]);
      const expected = recipients
        .map((one, at) => [one, at + 1, at % 256, at * 3, at * 5])
        .sort(([a = 0], [b = 0]) => a - b);
      expect(rows).toEqual(expected);
    }),
  );
});
