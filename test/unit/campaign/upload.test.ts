import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openTable, rowsOf } from "../../../lib/campaign/table/open-table.ts";
import type { TableRow } from "../../../lib/campaign/table/table.ts";
import {
  type KnownConsent,
  planUpload,
  type UploadPlan,
} from "../../../lib/campaign/upload/plan-upload.ts";
import { readUploadRow, type UploadMeaning } from "../../../lib/campaign/upload/read-upload-row.ts";
import { isYesOrNo, readStatus, yesMeansIn } from "../../../lib/campaign/upload/status-words.ts";
import type { SkippedRow, UploadRow } from "../../../lib/campaign/upload/upload-row.ts";
import { parseTyped } from "../../../lib/phone/parse.ts";

const signal = new AbortController().signal;
const MEANING: UploadMeaning = {
  columns: { recipient: 0, from: 1, status: 2, note: 3 },
  from: null,
  optStatus: "OptOut",
  yesMeans: null,
  country: "US",
};
const TO = "+14155552671";
const SUPPORT = "+16505550101";

const read = (cells: readonly string[], meaning: Partial<UploadMeaning> = {}) =>
  readUploadRow({ line: 7, cells }, { ...MEANING, ...meaning }, parseTyped);

const table = (rows: readonly (readonly string[])[]): readonly TableRow[] =>
  rows.map((cells, index) => ({ line: index + 1, cells }));

const plan = (
  rows: readonly TableRow[],
  { meaning = {}, known = [] }: { meaning?: Partial<UploadMeaning>; known?: KnownConsent[] } = {},
): Promise<UploadPlan> =>
  planUpload(
    { ...MEANING, ...meaning },
    {
      rows: async function* () {
        for (let start = 0; start < rows.length; start += 3) yield rows.slice(start, start + 3);
      },
      thorough: parseTyped,
      known: async (asked) => known.filter(({ to }) => asked.includes(to)),
      onProgress: () => undefined,
    },
    signal,
  );

async function decisions(of: UploadPlan) {
  const rows: UploadRow[] = [];
  const skipped: SkippedRow[] = [];
  for await (const part of of.decided()) {
    rows.push(...part.rows);
    skipped.push(...part.skipped);
  }
  return { rows, skipped };
}

describe("a row of an upload", () => {
  it("says who, from which number, in or out, and the note", () => {
    expect(read(["(415) 555-2671", "650 555 0101", "stop", " by phone "])).toEqual({
      ok: true,
      row: { line: 7, to: TO, from: SUPPORT, optStatus: "OptOut", note: "by phone" },
    });
  });

  it.each(["*", "all", "Company", "Todos"])("means every business number by %s", (cell) => {
    expect(read([TO, cell, "in"])).toMatchObject({ row: { from: null, optStatus: "OptIn" } });
  });

  it.each([
    [["", "*", "out"], "empty"],
    [["6.50111E+09", "*", "out"], "spreadsheet-float"],
    [["6,50111E+09", "*", "out"], "spreadsheet-float"],
    [["415 555 2671 or 415 555 2672", "*", "out"], "several-numbers"],
    [["hello", "*", "out"], "not-a-number"],
    [["123", "*", "out"], "not-a-number"],
    [[TO, "", "out"], "business-number-unclear"],
    [[TO, "front desk", "out"], "business-number-unclear"],
    [[TO, "*", ""], "status-unclear"],
    [[TO, "*", "yes"], "status-unclear"],
    [[TO, "*", "perhaps"], "status-unclear"],
    [[TO], "business-number-unclear"],
    [[TO, "*", "out", "x".repeat(501)], "note-too-long"],
  ])("%j is left out: %s", (cells, reason) => {
    expect(read(cells)).toMatchObject({ ok: false, line: 7, reason });
  });

  it("names a lost zero where the country's numbers begin with one", () => {
    expect(read(["1701234567", "*", "out"], { country: "DE" })).toMatchObject({
      reason: "leading-zero-lost",
    });
  });

  it("reads a number with an extension, and between marks that say how a text runs", () => {
    expect(read(["(415) 555-2671 ext. 12", "*", "out"])).toMatchObject({ row: { to: TO } });
    expect(read(["\u202a+14155552671\u202c", "*", "out"])).toMatchObject({ row: { to: TO } });
  });

  it("takes no heed of cells beyond the columns", () => {
    expect(read([TO, "*", "out", "", "more", "and more"])).toMatchObject({ ok: true });
  });
});

describe("words for a status", () => {
  it.each(["STOP", "Opted out", "opt_out", "Unsubscribed", "Baja", "Désinscrit"])(
    "%s is out",
    (word) => expect(readStatus(word, null)).toBe("OptOut"),
  );
  it.each(["START", "opted-in", "Subscribed", "Alta", "inscrit"])("%s is in", (word) =>
    expect(readStatus(word, null)).toBe("OptIn"),
  );

  it("lets a yes say what its column asks, and never guesses", () => {
    expect(readStatus("TRUE", null)).toBeNull();
    expect(readStatus("TRUE", "OptOut")).toBe("OptOut");
    expect(readStatus("no", "OptOut")).toBe("OptIn");
    expect(isYesOrNo("Sí")).toBe(true);
    expect(yesMeansIn("SMS opt-out")).toBe("OptOut");
    expect(yesMeansIn("Unsubscribed")).toBe("OptOut");
    expect(yesMeansIn("Do not text")).toBe("OptOut");
    expect(yesMeansIn("SMS consent")).toBe("OptIn");
    expect(yesMeansIn("Status")).toBeNull();
  });
});

describe("a plan", () => {
  it("counts what happens to each row, and says why", async () => {
    const { summary } = await plan(
      table([
        [TO, "*", "out"],
        ["415-555-2671", "*", "stop"],
        ["+14155552672", "*", "in"],
        ["+14155552672", "*", "out"],
        ["+14155552673", "*", "out"],
        ["+14155552674", SUPPORT, "in"],
        ["nobody", "*", "out"],
      ]),
      {
        known: [
          { to: "+14155552673", from: null, optStatus: "OptOut" },
          { to: "+14155552674", from: SUPPORT, optStatus: "OptOut" },
          { to: TO, from: SUPPORT, optStatus: "OptOut" },
        ] as KnownConsent[],
      },
    );
    expect(summary).toMatchObject({
      rows: 7,
      optOuts: 2,
      optIns: 1,
      lifts: 1,
      skipped: { duplicate: 1, contradiction: 1, "already-so": 1, "not-a-number": 1 },
    });
    expect(summary.examples).toEqual([
      { line: 2, reason: "duplicate", cell: TO },
      { line: 3, reason: "contradiction", cell: "+14155552672" },
      { line: 5, reason: "already-so", cell: "+14155552673" },
      { line: 7, reason: "not-a-number", cell: "nobody" },
    ]);
  });

  it("lets an opt-out of every number overrule an opt-in for one, not the other way round", async () => {
    const { rows, skipped } = await decisions(
      await plan(
        table([
          [TO, SUPPORT, "in"],
          [TO, "*", "out"],
          ["+14155552672", "*", "in"],
          ["+14155552672", SUPPORT, "out"],
        ]),
      ),
    );
    expect(skipped).toEqual([{ line: 1, reason: "contradiction", cell: TO }]);
    expect(rows.map(({ line }) => line)).toEqual([2, 3, 4]);
  });

  it("decides on each row once, sends no pair twice and no opt-in against an opt-out", async () => {
    const cell = fc.constantFrom(TO, "415 555 2671", "+14155552672", "6.5E+09", "", "x");
    const row = fc.tuple(
      cell,
      fc.constantFrom("*", SUPPORT, "?"),
      fc.constantFrom("in", "out", "yes"),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 30 }), async (cells) => {
        const all = table(cells);
        const made = await plan(all);
        const { rows, skipped } = await decisions(made);
        const lines = [...rows, ...skipped].map(({ line }) => line).sort((a, b) => a - b);
        expect(lines).toEqual(all.map(({ line }) => line));
        const pairs = rows.map(({ to, from, optStatus }) => `${to} ${from} ${optStatus}`);
        expect(new Set(pairs).size).toBe(pairs.length);
        for (const { to, from, optStatus } of rows) {
          if (optStatus === "OptOut") continue;
          expect(pairs).not.toContain(`${to} ${from} OptOut`);
          expect(pairs).not.toContain(`${to} null OptOut`);
        }
        // Nobody whom the list opts out stays in.
        for (const one of all) {
          const meant = readUploadRow(one, MEANING, parseTyped);
          if (!meant.ok || meant.row.optStatus === "OptIn") continue;
          expect(pairs).toContain(`${meant.row.to} ${meant.row.from} OptOut`);
        }
        const { summary } = made;
        expect(summary.optOuts + summary.optIns).toBe(rows.length);
        expect(Object.values(summary.skipped).reduce((a, b) => a + b, 0)).toBe(skipped.length);
      }),
    );
  });

  it("of a list whose quote never closes is none at all", async () => {
    const opened = await openTable(new Blob([`Phone\n${TO}\n"${TO}\n`]), "list.csv");
    const unsent = planUpload(
      { ...MEANING, columns: { recipient: 0, from: null, status: null, note: null } },
      {
        rows: () => rowsOf(opened),
        thorough: parseTyped,
        known: async () => [],
        onProgress: () => undefined,
      },
      signal,
    );
    await expect(unsent).rejects.toMatchObject({ code: "csv-quote-open" });
  });

  it("ends when it is cancelled", async () => {
    const own = new AbortController();
    const made = planUpload(
      MEANING,
      {
        rows: async function* () {
          for (let batch = 0; ; batch++) {
            if (batch === 5) own.abort();
            yield table([[TO, "*", "out"]]);
          }
        },
        thorough: parseTyped,
        known: async () => [],
        onProgress: () => undefined,
      },
      own.signal,
    );
    await expect(made).rejects.toMatchObject({ name: "AbortError" });
  });
});
