import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import type { Encoding } from "../../../lib/campaign/encoding.ts";
import { readRecipient } from "../../../lib/campaign/read-recipient.ts";
import { type ScrubOptions, scrub } from "../../../lib/campaign/scrub.ts";
import { type E164, e164ToNumber } from "../../../lib/phone/e164.ts";
import { parseTyped } from "../../../lib/phone/parse.ts";

const signal = new AbortController().signal;
const MARK: Record<Encoding, Buffer> = {
  "utf-8": Buffer.from([0xef, 0xbb, 0xbf]),
  "utf-16le": Buffer.from([0xff, 0xfe]),
  "utf-16be": Buffer.from([0xfe, 0xff]),
  "windows-1252": Buffer.alloc(0),
};

function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === "utf-8") return Buffer.from(text);
  if (encoding === "windows-1252") return Buffer.from(text, "latin1");
  const little = Buffer.from(text, "utf16le");
  return encoding === "utf-16be" ? little.swap16() : little;
}

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size)
    yield new Uint8Array(bytes.subarray(at, at + size));
}

async function run(
  bytes: Buffer,
  options: Partial<ScrubOptions>,
  blocked: readonly string[],
  size = 7,
) {
  const out = new Set(blocked.map((number) => e164ToNumber(number as E164)));
  const kept: Uint8Array[] = [];
  const removed: { bytes: Buffer; reason: string }[] = [];
  /** Every row in its order, from both sides. */
  const all: Uint8Array[] = [];
  const counts = await scrub(
    pieces(bytes, size),
    {
      encoding: "utf-8",
      markLength: 0,
      delimiter: ",",
      hasHeader: false,
      columns: [0],
      defaultCountry: "US",
      unreadable: "remove",
      ...options,
    },
    {
      blocklist: {
        causes: [{ kind: "opted-out", from: [null] }],
        find: (recipient) => (out.has(recipient) ? 1 : 0),
      },
      thorough: parseTyped,
      keep: (piece) => {
        kept.push(piece.slice());
        all.push(piece.slice());
      },
      remove: (piece, why) => {
        if (why === null) return;
        removed.push({ bytes: Buffer.from(piece), reason: why === "header" ? why : why.kind });
        if (why !== "header") all.push(piece.slice());
      },
      onProgress: () => undefined,
    },
    signal,
  );
  return { counts, kept: Buffer.concat(kept), removed, all: Buffer.concat(all) };
}

const ADA = "+14155552671";
const WRITINGS = [
  "+14155552671",
  "(415) 555-2671",
  "415.555.2671",
  "1 415 555 2671",
  "4155552671.0",
  "\u202a415\u00a0555\u20112671\u202c",
  "415-555-2672 / 415-555-2671",
  "’+14155552671".replace("’", "'"),
];

const cell = fc.oneof(
  fc.constantFrom(...WRITINGS, "(212) 555-0199", "", "n/a", "6.5E+09", "Zoë, “quoted”"),
  fc.string({ unit: fc.constantFrom("a", "é", ",", '"', "\n", "5") }),
);
const list = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 12,
});

describe("scrubbing a list", () => {
  it("loses and changes nothing: kept and removed rows are the list, byte for byte", async () => {
    await fc.assert(
      fc.asyncProperty(
        list,
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.constantFrom<Encoding>("utf-8", "utf-16le", "utf-16be"),
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 1, max: 40 }),
        async (rows, newline, encoding, header, marked, size) => {
          const text = Papa.unparse(rows, { newline, delimiter: ";" });
          const bytes = Buffer.concat([
            marked ? MARK[encoding] : Buffer.alloc(0),
            encode(text, encoding),
          ]);
          const options = {
            encoding,
            markLength: marked ? MARK[encoding].length : 0,
            delimiter: ";",
            hasHeader: header,
            columns: [0, 1],
          } as const;
          const result = await run(bytes, options, [ADA], size);
          expect(result.all.equals(bytes)).toBe(true);
          expect(result.counts.bytes).toBe(bytes.length);
          const out = Object.values(result.counts.removed).reduce((sum, count) => sum + count, 0);
          expect(result.counts.kept + out).toBe(result.counts.rows);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("leaves no opted-out recipient in, whatever the writing", async () => {
    await fc.assert(
      fc.asyncProperty(
        list,
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom("keep", "remove"),
        async (rows, size, unreadable) => {
          const bytes = Buffer.from(Papa.unparse(rows, { newline: "\n" }));
          const { kept } = await run(bytes, { columns: [0, 1], unreadable }, [ADA], size);
          for (const row of Papa.parse<string[]>(kept.toString()).data) {
            for (const text of row.slice(0, 2)) {
              const read = readRecipient(text, "US", parseTyped);
              const numbers = read.ok ? [read.number] : read.possible;
              expect(numbers).not.toContain(ADA);
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("keeps half a character at the end of a damaged file", async () => {
    const bytes = Buffer.concat([
      encode("4155552671\n4155552672\n", "utf-16le"),
      Buffer.from([0x41]),
    ]);
    const { all, counts } = await run(bytes, { encoding: "utf-16le" }, [ADA]);
    expect(all.equals(bytes)).toBe(true);
    expect(counts).toMatchObject({ bytes: bytes.length, removed: { "opted-out": 1 } });
  });

  it("says why each row went, and gives the header to both", async () => {
    const text = "Name,Phone\nAda,(415) 555-2671\nBea,(212) 555-0199\nCy,6.5E+09\nDi,\n";
    const { kept, removed, counts } = await run(
      Buffer.from(text),
      { hasHeader: true, columns: [1] },
      [ADA],
    );
    expect(kept.toString()).toBe("Name,Phone\nBea,(212) 555-0199\nDi,\n");
    expect(removed.map(({ bytes, reason }) => [bytes.toString(), reason])).toEqual([
      ["Name,Phone\n", "header"],
      ["Ada,(415) 555-2671\n", "opted-out"],
      ["Cy,6.5E+09\n", "spreadsheet-float"],
    ]);
    expect(counts).toMatchObject({
      rows: 4,
      kept: 2,
      removed: { "opted-out": 1, "spreadsheet-float": 1 },
      empty: 1,
    });
  });

  it("stops when it is told to", async () => {
    const stop = new AbortController();
    const rows = Buffer.from("4155552671\n".repeat(1000));
    const work = scrub(
      pieces(rows, 100),
      {
        encoding: "utf-8",
        markLength: 0,
        delimiter: ",",
        hasHeader: false,
        columns: [0],
        defaultCountry: "US",
        unreadable: "keep",
      },
      {
        blocklist: { causes: [], find: () => 0 },
        thorough: parseTyped,
        keep: () => undefined,
        remove: () => undefined,
        onProgress: ({ rows: done }) => done > 100 && stop.abort(),
      },
      stop.signal,
    );
    await expect(work).rejects.toMatchObject({ name: "AbortError" });
  });
});
