import { describe, expect, it } from "vitest";
import { type CompareOptions, compare, guessMeaning } from "../../../lib/campaign/compare.ts";
import { parseTyped } from "../../../lib/phone/parse.ts";

const BLOCKED = new Set([14155552671, 14155552672]);

async function run(text: string, options: Partial<CompareOptions> = {}) {
  const forCrm: Buffer[] = [];
  const unread: Buffer[] = [];
  const forRingCentral: number[] = [];
  const counts = await compare(
    (async function* () {
      yield new TextEncoder().encode(text.slice(0, 25));
      yield new TextEncoder().encode(text.slice(25));
    })(),
    {
      encoding: "utf-8",
      markLength: 0,
      delimiter: ",",
      hasHeader: true,
      columns: [1],
      defaultCountry: "US",
      consentColumn: 2,
      meanings: { true: "opted-out", false: "may-text", "": "may-text" },
      optedOutValue: "TRUE",
      ...options,
    },
    {
      blocklist: {
        causes: [{ kind: "opted-out", from: [null] }],
        find: (recipient) => (BLOCKED.has(recipient) ? 1 : 0),
      },
      thorough: parseTyped,
      forCrm: (bytes) => forCrm.push(Buffer.from(bytes)),
      forRingCentral: (recipient) => forRingCentral.push(recipient),
      unread: (bytes) => unread.push(Buffer.from(bytes)),
      onProgress: () => undefined,
    },
    new AbortController().signal,
  );
  const text_ = (pieces: readonly Buffer[]): string => Buffer.concat(pieces).toString();
  return { counts, forCrm: text_(forCrm), unread: text_(unread), forRingCentral };
}

const HEADER = "Id,Phone,SMS Opt Out,Note\r\n";

describe("a CRM compared with RingCentral", () => {
  it("gives each side what it lacks", async () => {
    const { counts, forCrm, unread, forRingCentral } = await run(
      `${HEADER}1,(415) 555-2671,False,"a, b"\r\n2,415.555.2672,"TRUE",\r\n3,4155552673,true,\r\n4,4155552673,true,\r\n5,4155552674,,\r\n6,4155552671,,\r\n7,6.5E+09,true,\r\n8,4155552671,maybe,\r\n`,
    );
    expect(counts).toMatchObject({
      rows: 8,
      same: 2,
      onlyRingCentral: 2,
      onlyCrm: 2,
      unread: 2,
    });
    expect(forCrm).toBe(`${HEADER}1,(415) 555-2671,TRUE,"a, b"\r\n6,4155552671,TRUE,\r\n`);
    expect(forRingCentral).toEqual([14155552673]);
    expect(unread).toBe(`${HEADER}7,6.5E+09,true,\r\n8,4155552671,maybe,\r\n`);
  });

  it("quotes what it writes where the table asks for it", async () => {
    const { forCrm } = await run("4155552671,false", {
      hasHeader: false,
      columns: [0],
      consentColumn: 1,
      optedOutValue: "Stop, please",
    });
    expect(forCrm).toBe('4155552671,"Stop, please"');
  });
});

it.each([
  ["SMS Opt Out", "true", "opted-out"],
  ["SMS Opt Out", "", "may-text"],
  ["Do not allow Bulk SMS", "No", "may-text"],
  ["SMS Consent", "yes", "may-text"],
  ["SMS Consent", "FALSE", "opted-out"],
  ["SMS Consent", "", "nothing"],
  ["Status", "Opted Out", "opted-out"],
  ["Status", "Unsubscribed", "opted-out"],
  ["Status", "Subscribed", "may-text"],
  ["Status", "pending", "nothing"],
  ["Last keyword", "STOP", "opted-out"],
  ["Last keyword", "START", "may-text"],
  ["Last keyword", "UNSTOP", "may-text"],
  ["SMS Consent", "YES", "may-text"],
  ["Status", "not started", "nothing"],
])("guesses that %s: %j says %s", (column, word, says) => {
  expect(guessMeaning(column, word.toLowerCase())).toBe(says);
});
