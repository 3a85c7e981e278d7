import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BlockBuilder, BlockCursor } from "../../../lib/cache/block.ts";

const MAX_RECIPIENT = 999_999_999_999_999;
const pairs = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: MAX_RECIPIENT }), fc.nat(70_000)), {
    minLength: 1,
    maxLength: 300,
    selector: ([recipient, mark]) => `${recipient} ${mark}`,
  })
  .map((list) => list.sort(([a], [b]) => a - b));

function build(list: readonly (readonly [number, number])[]): Uint8Array {
  const builder = new BlockBuilder();
  for (const [recipient, mark] of list) builder.add(recipient, mark);
  return builder.take();
}

function read(bytes: Uint8Array, first: number): [number, number][] | null {
  const cursor = BlockCursor.open(bytes, first);
  if (!cursor) return null;
  const list: [number, number][] = [];
  do {
    expect(cursor.place).toBe(list.length);
    for (const mark of cursor.marks) list.push([cursor.recipient, mark]);
  } while (cursor.next());
  return list;
}

describe("blocks", () => {
  it("give back what was put in, in order", () => {
    fc.assert(
      fc.property(pairs, (list) => {
        expect(read(build(list), list[0]?.[0] ?? 0)).toEqual(list);
      }),
    );
  });

  it("give what they have of any recipients in ascending order, without a look at the rest", () => {
    fc.assert(
      fc.property(
        pairs,
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: -1, max: 1 }))),
        (list, asked) => {
          const first = list[0]?.[0] ?? 0;
          const cursor = BlockCursor.open(build(list), first);
          const wanted = asked
            .map(([at, off]) => (list[at % list.length]?.[0] ?? 0) + off)
            .sort((a, b) => a - b);
          for (const recipient of wanted) {
            const next = list.findIndex(([present]) => present >= recipient);
            expect(cursor?.to(recipient)).toBe(next >= 0);
            if (next < 0 || !cursor) break;
            const [present] = list[next] ?? [0];
            const marks = list.filter(([one]) => one === present).map(([, mark]) => mark);
            expect([cursor.recipient, cursor.marks, cursor.place]).toEqual([present, marks, next]);
          }
        },
      ),
    );
  });

  it("notice every change of a byte, every cut and another block in their place", () => {
    fc.assert(
      fc.property(pairs, fc.nat(), fc.integer({ min: 1, max: 255 }), (list, at, flip) => {
        const first = list[0]?.[0] ?? 0;
        const bytes = build(list);
        const flipped = bytes.slice();
        flipped[at % bytes.length] = (flipped[at % bytes.length] ?? 0) ^ flip;
        expect(read(flipped, first)).toBeNull();
        expect(read(bytes.slice(0, at % bytes.length), first)).toBeNull();
        expect(read(bytes, first + 1)).toBeNull();
      }),
    );
  });

  it.each([undefined, null, "", 7, [], {}, new Uint8Array(), new Float64Array(3)])(
    "do not take %j for one",
    (value) => {
      expect(BlockCursor.open(value, 1)).toBeNull();
    },
  );
});
