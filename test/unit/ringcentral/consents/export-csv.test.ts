import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { isOptedIn, PairDictionaries, scopeOfMark } from "../../../../lib/consent/pair-columns.ts";
import { isOptOut } from "../../../../lib/consent/record.ts";
import { scopeKey } from "../../../../lib/consent/scope.ts";
import { formatServerTime, parseServerTime } from "../../../../lib/consent/server-time.ts";
import { toFailure } from "../../../../lib/failure.ts";
import { ExportCsv } from "../../../../lib/ringcentral/consents/export-csv.ts";
import { columnOf } from "../../../../lib/ringcentral/consents/export-header.ts";
import { parseRecord } from "../../../../lib/ringcentral/consents/record-schema.ts";

const HEADER =
  "External Party Number,Internal Party Number,Consent Status,Source,Coverage,Campaign Type,Notes,Last Modified Time";
const ROW =
  "+14155550123,+16505550101,OptOut,Recipient,PhoneNumber,,,2025-05-12T22:21:03.891149001Z";

interface Read {
  readonly rows: readonly string[];
  readonly malformed: number;
}

/** Reads a text in pieces of these sizes, again and again. */
function read(written: string | Uint8Array, sizes: readonly number[] = [65_536]): Read {
  const bytes = typeof written === "string" ? new TextEncoder().encode(written) : written;
  const dictionaries = new PairDictionaries();
  const csv = new ExportCsv(dictionaries);
  const rows: string[] = [];
  let malformed = 0;
  const take = (): void => {
    const { columns, malformed: more } = csv.batch();
    malformed += more;
    for (let at = 0; at < columns.length; at++) {
      const mark = columns.markAt(at);
      const scope = dictionaries.scopes.values[scopeOfMark(mark)];
      const source = dictionaries.sources.values[columns.sourceAt(at)];
      rows.push(
        [
          `+${columns.recipients[at]}`,
          isOptedIn(mark) ? "in" : "out",
          scope ? scopeKey(scope) : "?",
          source,
          formatServerTime(columns.timeAt(at)),
        ].join("|"),
      );
    }
  };
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    csv.push(bytes.slice(at, at + size));
    take();
    at += size;
  }
  csv.finish();
  take();
  return { rows, malformed };
}

/** The same by a library that takes its time. */
function readSlowly(written: string): Read {
  const { data } = Papa.parse<string[]>(written.replace(/^\ufeff/, ""), { delimiter: "," });
  const [header = [], ...rest] = data;
  const columns = header.map(columnOf);
  const filled = rest.filter((row) => row.length > 1 || row[0] !== "");
  const records = filled.flatMap((row) => {
    if (row.length !== columns.length) return [];
    const cells = row.flatMap((cell, i) => {
      const name = columns[i];
      return name !== undefined && cell.trim() ? [[name, cell.trim()]] : [];
    });
    return parseRecord(Object.fromEntries(cells)) ?? [];
  });
  const rows = records.map((r) =>
    [
      r.to,
      isOptOut(r) ? "out" : "in",
      scopeKey(r),
      r.source,
      formatServerTime(parseServerTime(r.lastModifiedTime)),
    ].join("|"),
  );
  return { rows, malformed: filled.length - records.length };
}

const failureOf = (task: () => unknown): string => {
  try {
    task();
  } catch (error) {
    return toFailure(error).code;
  }
  return "none";
};

describe("an export", () => {
  it("is read with its columns in any order, unknown ones among them, and with a mark of byte order", () => {
    const shuffled =
      "\ufeffnotes,LAST MODIFIED TIME,To,Mood,status,From,Coverage,Source\r\n" +
      '"a, ""b""\r\nc",2025-05-12T22:21:03.891149Z,+14155550123,sad,OptOut,+16505550101,PhoneNumber,Api\r\n';
    expect(read(shuffled)).toEqual({
      rows: ["+14155550123|out|+16505550101 PhoneNumber |Api|2025-05-12T22:21:03.891149Z"],
      malformed: 0,
    });
  });

  it("of the older four columns is read too", () => {
    const old = "FROM,TO,STATUS,SOURCE\n*,+14155550123,OptOut,Recipient\n";
    expect(read(old).rows).toEqual(["+14155550123|out|* Account |Recipient|"]);
  });

  it("says how many rows mean nothing, and goes on", () => {
    const broken = [
      HEADER,
      ROW,
      "nobody,+16505550101,OptOut,Api,PhoneNumber,,,",
      "+14155550124,+16505550101,OptOut",
      "+14155550125,somebody,OptOut,Api,PhoneNumber,,,",
      "+14155550125,+16505550101,,Api,PhoneNumber,,,",
      `${ROW},one,more`,
      "",
      ROW.replace("0123", "0126").replace("OptOut", "Snoozed"),
    ].join("\r\n");
    expect(read(`${broken}\r\n`)).toEqual({
      rows: [
        "+14155550123|out|+16505550101 PhoneNumber |Recipient|2025-05-12T22:21:03.891149001Z",
        "+14155550126|out|+16505550101 PhoneNumber |Recipient|2025-05-12T22:21:03.891149001Z",
      ],
      malformed: 5,
    });
  });

  const number = fc.oneof(
    fc.integer({ min: 0, max: 99 }).map((n) => `+1415555${String(1000 + n)}`),
    fc.constantFrom(
      "+999999999999999",
      "+2901234",
      "+012345678",
      "14155550123",
      "",
      "*",
      " +14155550123 ",
    ),
  );
  const time = fc.oneof(
    fc
      .date({ min: new Date("1990-01-01"), max: new Date("2090-01-01"), noInvalidDate: true })
      .map((date) => date.toISOString()),
    fc.constantFrom(
      "2025-05-12T22:21:03.891149Z",
      "2025-05-12T22:21:03.000000007Z",
      "2025-05-12T22:21:03Z",
      "2025-05-12T22:21:03.5+02:00",
      "2025-02-30T22:21:03Z",
      "2025-05-12T25:21:03Z",
      "2025-05-12",
      "soon",
      "",
    ),
  );
  const row = fc
    .tuple(
      number,
      number,
      fc.constantFrom("OptOut", "OptIn", "Snoozed", "opted-out", ""),
      fc.constantFrom("Recipient", "Api", "Téléphone", ""),
      fc.constantFrom("PhoneNumber", "Company", "CampaignType", "phoneNumber", "Planet", ""),
      fc.constantFrom("", "Promotional"),
      fc.constantFrom("", "by phone", 'said "stop", twice', "mail,\r\nsee letter", "“ünïcode”"),
      time,
    )
    .chain((cells) => fc.tuple(fc.constant(cells), fc.constantFrom(true, false, false)))
    .map(([cells, quoted]) =>
      cells.map((cell) =>
        quoted || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
      ),
    );
  /** As documented, and in other orders: with the cells that say what a row is about in one run, in two, in five. */
  const HEADERS = [
    [0, 1, 2, 3, 4, 5, 6, 7],
    [7, 6, 5, 4, 3, 2, 1, 0],
    [1, 0, 2, 3, 4, 6, 7, 5],
    [1, 0, 2, 7, 3, 6, 4, 6, 5],
  ];

  it("means the same as by a slow parser, in whatever pieces it arrives", () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 60 }),
        fc.constantFrom("\n", "\r\n"),
        // Small pieces end within rows; of large ones most rows are whole, and read in one go.
        fc.array(fc.oneof(fc.integer({ min: 1, max: 200 }), fc.constant(9000)), {
          minLength: 1,
          maxLength: 8,
        }),
        fc.constantFrom(...HEADERS),
        (rows, lineEnd, sizes, columns) => {
          const lines = [HEADER.split(","), ...rows].map((cells) =>
            columns.map((column) => cells[column]).join(","),
          );
          const written = [...lines, ""].join(lineEnd);
          expect(read(written, sizes)).toEqual(readSlowly(written));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("has its recipients and times read digit by digit, whichever digits they have", () => {
    const digits = (least: number, most: number) =>
      fc.stringMatching(new RegExp(`^[0-9:/]{${least},${most}}$`));
    fc.assert(
      fc.property(
        digits(5, 16),
        digits(0, 10),
        digits(4, 4),
        digits(2, 2),
        (to, part, year, two) => {
          const written = [HEADER, ROW, ""].join("\n");
          const times = [
            `${year}-05-12T22:21:03.${part}Z`,
            `2025-${two}-12T22:21:03Z`,
            `2024-02-${two}T22:21:03Z`,
            `2025-05-12T${two}:21:03Z`,
            `2025-05-12T22:${two}:03Z`,
            `2025-05-12T22:21:${two}Z`,
          ];
          const rows = times.map((time) => ROW.replace(/[^,]*$/, time));
          const changed = `${written}${[...rows, ROW.replace("14155550123", to), ROW.repeat(3)].join("\n")}\n`;
          expect(read(changed)).toEqual(readSlowly(changed));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("cut at any byte but the end of a row is truncated, or lacks nothing but its line end", () => {
    const whole = `${HEADER}\r\n${ROW}\r\n${ROW.replace(",,,", ',,"a, ""b""\r\nc",')}\r\n`;
    const bytes = new TextEncoder().encode(whole);
    const rowEnds = new Set<number>([bytes.length]);
    for (let cut = HEADER.length; cut < bytes.length; cut++) {
      const codes = failureOf(() => read(bytes.slice(0, cut)));
      if (codes === "none") rowEnds.add(cut);
      else expect(codes).toBe("truncated-answer");
    }
    const header = HEADER.length;
    const first = header + 2 + ROW.length;
    expect([...rowEnds].sort((a, b) => a - b)).toEqual([
      // With the line end, its first half, and none.
      ...[header, header + 1, header + 2],
      ...[first, first + 1, first + 2],
      ...[bytes.length - 2, bytes.length - 1, bytes.length],
    ]);
  });

  it.each(["", "<html>", "\n\n", "a,b,c\n1,2,3\n", "External Party Number,Consent Status\n"])(
    "is not what %j is",
    (written) => {
      expect(failureOf(() => read(written))).toBe("malformed-answer");
    },
  );

  it("does not gather the rest of the file behind a quote that never ends", () => {
    const endless = `${HEADER}\n"${"x,\n".repeat(400_000)}`;
    expect(failureOf(() => read(endless))).toBe("malformed-answer");
  });

  it("of more combinations than are kept is read all the same", () => {
    const rows = Array.from({ length: 6000 }, (_, i) => ROW.replace("5550101", `${5_550_101 + i}`));
    const { rows: found, malformed } = read([HEADER, ...rows, ""].join("\n"));
    expect(malformed).toBe(0);
    expect(new Set(found).size).toBe(6000);
  });
});
