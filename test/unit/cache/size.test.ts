import { describe, expect, it } from "vitest";
import { BlockBuilder } from "../../../lib/cache/block.ts";
import { DetailsBuilder } from "../../../lib/cache/details.ts";
import { markOf } from "../../../lib/consent/pair-columns.ts";

const PAIRS = 1_000_000;

/** What pairs take on disk, without IndexedDB's own keys. */
function sizeOf(recipients: Float64Array, numbers: number) {
  const block = new BlockBuilder();
  const details = new DetailsBuilder();
  let blockBytes = 0;
  let detailBytes = 0;
  const end = (): void => {
    blockBytes += block.take().length;
    detailBytes += details.take().length;
  };
  recipients.forEach((recipient, index) => {
    if (block.full) end();
    block.add(recipient, markOf(index % numbers, false));
    details.add(index % 4, 1_700_000_000 + index, index);
  });
  end();
  return { block: blockBytes / recipients.length, details: detailBytes / recipients.length };
}

/** Customers of the whole of North America, evenly spread: the least compressible case. */
function spread(): Float64Array {
  let state = 1;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return Float64Array.from(
    { length: PAIRS },
    () => 1_200_000_0000 + Math.floor(random() * 80_000) * 100_000 + Math.floor(random() * 100_000),
  ).sort();
}

describe("a million pairs", () => {
  it.each([
    [1, 4],
    [10, 5],
  ])(
    "of %i business numbers take at most %i bytes each for what a verdict needs",
    (numbers, most) => {
      const { block, details } = sizeOf(spread(), numbers);
      expect(block).toBeLessThanOrEqual(most);
      expect(details).toBeLessThan(9.1);
      console.info(
        `${numbers} numbers: ${block.toFixed(2)} bytes a pair, details ${details.toFixed(2)}`,
      );
    },
  );
});
