import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BrowsedRecord, BYTES_A_RECORD } from "../../../lib/browse/record-columns.ts";
import { EVERYTHING, type RecordQuery, SORTS } from "../../../lib/browse/record-query.ts";
import { RecordTable } from "../../../lib/browse/record-table.ts";
import { searchDigits } from "../../../lib/browse/search-digits.ts";
import { columnsOf, type PlainRecord, record, SALES, SCOPES, SUPPORT } from "./records.ts";

const plain = ({ id: _, source = "", ...rest }: BrowsedRecord): PlainRecord => ({
  ...rest,
  source,
});

const query: fc.Arbitrary<RecordQuery> = fc.record({
  digits: fc.constantFrom<readonly string[]>([], ["0155"], ["20255501"], ["12", "0130"], ["999"]),
  from: fc.constantFrom(null, SALES, SUPPORT, "*" as const),
  optedIn: fc.constantFrom(null, true, false),
  source: fc.constantFrom(null, "Api", "Unheard"),
  coverage: fc.constantFrom(null, "Account", "CampaignType"),
  campaignType: fc.constantFrom(null, "Promotional", "Informational"),
  since: fc.constantFrom(null, 1_700_086_400),
  until: fc.constantFrom(null, 1_700_086_401),
  sort: fc.constantFrom(...SORTS),
});

/** The same question asked of plain objects. */
const wanted = (
  { recipient, scope, optedIn, source, seconds }: PlainRecord,
  asked: RecordQuery,
): boolean =>
  (asked.digits.length === 0 || asked.digits.some((part) => `${recipient}`.includes(part))) &&
  (asked.from === null || (scope.from ?? "*") === asked.from) &&
  (asked.optedIn === null || optedIn === asked.optedIn) &&
  (asked.source === null || source === asked.source) &&
  (asked.coverage === null || scope.coverage === asked.coverage) &&
  (asked.campaignType === null || scope.campaignType === asked.campaignType) &&
  (asked.since === null || seconds >= asked.since) &&
  (asked.until === null || seconds < asked.until);

const text = (value: PlainRecord): string => JSON.stringify(value);

describe("records that are looked through", () => {
  it("are exactly those that fit, each once, by windows of any size", () => {
    fc.assert(
      fc.property(
        fc.array(record, { maxLength: 80 }),
        query,
        fc.integer({ min: 1, max: 30 }),
        (records, asked, size) => {
          const table = new RecordTable(columnsOf(records));
          const count = table.find(asked);
          const shown: BrowsedRecord[] = [];
          for (let at = 0; at < count; at += size) shown.push(...table.window(at, at + size));
          expect(shown.map(plain).map(text).sort()).toEqual(
            records
              .filter((one) => wanted(one, asked))
              .map((one) => text(plain({ id: 0, ...one })))
              .sort(),
          );
        },
      ),
    );
  });

  it("come in the order that was asked for, equal ones by their numbers", () => {
    const key: { [S in RecordQuery["sort"]]: (one: PlainRecord) => number | string } = {
      recipient: ({ recipient }) => recipient,
      newest: ({ seconds }) => -seconds,
      oldest: ({ seconds }) => seconds || Number.POSITIVE_INFINITY,
      from: ({ scope }) => scope.from ?? "",
      status: ({ optedIn }) => (optedIn ? 1 : 0),
      source: ({ source }) => source,
    };
    fc.assert(
      fc.property(fc.array(record), fc.constantFrom(...SORTS), (records, sort) => {
        const table = new RecordTable(columnsOf(records));
        const shown = table.window(0, table.find({ ...EVERYTHING, sort })).map(plain);
        shown.slice(1).forEach((next, at) => {
          const before = shown[at] as PlainRecord;
          const [a, b] = [key[sort](before), key[sort](next)];
          expect(a < b || (a === b && before.recipient <= next.recipient)).toBe(true);
        });
      }),
    );
  });

  it("are chosen one by one, or all that are found but some", () => {
    fc.assert(
      fc.property(fc.array(record), query, fc.func(fc.boolean()), (records, asked, pick) => {
        const table = new RecordTable(columnsOf(records));
        const shown = table.window(0, table.find(asked));
        const ids = shown.map(({ id }) => id).filter(pick);
        const some = table.chosen({ all: false, ids });
        const rest = table.chosen({ all: true, ids });
        expect(some.recipients.length).toBe(ids.length);
        expect([...some.recipients, ...rest.recipients].sort()).toEqual(
          shown.map(({ recipient }) => recipient).sort(),
        );
      }),
    );
  });

  it("stand anew after a change: the same record, or a new one of another scope", () => {
    const [sales = SCOPES[0], , account] = SCOPES;
    if (!sales || !account) throw new Error("no scopes");
    const one = { recipient: 12025550100, scope: sales, optedIn: false, source: "Carrier" };
    const table = new RecordTable(columnsOf([{ ...one, seconds: 1 }]));
    table.find(EVERYTHING);
    expect(table.change([{ ...one, optedIn: true }], 99)).toBe(1);
    expect(table.window(0, 9).map(plain)).toEqual([
      { ...one, optedIn: true, source: "Api", seconds: 99 },
    ]);
    expect(table.change([{ ...one, scope: account }], 100)).toBe(2);
  });

  it("take no more than 24 bytes each at a million, order and finds with them", () => {
    const columns = columnsOf([]);
    const scope = columns.dictionaries.scopes.indexOf({ from: SALES, coverage: "PhoneNumber" });
    const api = columns.dictionaries.sourceIndex("Api");
    for (let at = 0; at < 1_000_000; at++) {
      columns.push(12_000_000_000 + ((at * 7919) % 1_000_003), scope * 2, api, at);
    }
    columns.fit();
    expect(columns.bytes).toBe(1_000_000 * BYTES_A_RECORD);
    const table = new RecordTable(columns);
    expect(table.find({ ...EVERYTHING, sort: "newest" })).toBe(1_000_000);
    expect(table.bytes).toBeLessThanOrEqual(24_000_000);
    // A window is so long as what is seen of it, whatever is found.
    expect(table.window(500_000, 500_064)).toHaveLength(64);
  });
});

describe("any part of a number in any writing", () => {
  const finds = (typed: string, number: string): boolean =>
    searchDigits(typed).some((part) => number.includes(part));

  it.each([
    ["(415) 555-2671", "14155552671"],
    ["+1 415 555 2671", "14155552671"],
    ["555-26", "14155552671"],
    ["４１５５５５", "14155552671"],
    ["0171 234 5678", "491712345678"],
    ["0044 20 7946 0958", "442079460958"],
    ["+44 (0)20 7946 0958", "442079460958"],
    ["7", "14155552671"],
  ])("finds %s", (typed, number) => expect(finds(typed, number)).toBe(true));

  it.each([
    ["05", "14155552671"],
    ["0555", "14155552671"],
    ["415 555 2672", "14155552671"],
  ])("does not find %s", (typed, number) => expect(finds(typed, number)).toBe(false));

  it("asks for nothing without a digit", () => expect(searchDigits("ana")).toEqual([]));

  it("finds every part of every number", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_000_000, max: 999_999_999_999_999 }),
        fc.nat(14),
        fc.integer({ min: 1, max: 15 }),
        (number, start, length) => {
          const part = `${number}`.slice(start, start + length);
          fc.pre(part !== "");
          expect(finds([...part].join(" "), `${number}`)).toBe(true);
        },
      ),
    );
  });
});
