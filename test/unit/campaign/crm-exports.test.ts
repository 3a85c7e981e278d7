import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { recipientColumns, recipientRoles } from "../../../components/lists/recipient-roles.ts";
import { createTextReader } from "../../../lib/campaign/encoding.ts";
import { piecesOf } from "../../../lib/campaign/file-pieces.ts";
import { scrub } from "../../../lib/campaign/scrub.ts";
import { guessColumns } from "../../../lib/campaign/table/columns.ts";
import { openTable } from "../../../lib/campaign/table/open-table.ts";
import { type E164, e164ToNumber } from "../../../lib/phone/e164.ts";
import { parseTyped } from "../../../lib/phone/parse.ts";
import { createTexts } from "../../../lib/ui/texts.ts";

const texts = createTexts((key) => key, "en");
const signal = new AbortController().signal;

/** Ada comes first in each file, then Bo with the number that is opted out, then Cy. */
it.each([
  ["hubspot.csv", "US", "+14155552672"],
  ["salesforce.csv", "US", "+14155552672"],
  ["zoho.csv", "US", "+14155552672"],
  ["dynamics.csv", "US", "+14155552672"],
  ["pipedrive.csv", "US", "+14155552672"],
  ["google-contacts.csv", "US", "+14155552672"],
  ["outlook.csv", "US", "+14155552672"],
  ["excel-de.csv", "DE", "+491711234568"],
  ["excel-fr.csv", "FR", "+33612345679"],
])("an export of %s is scrubbed as it is, its columns found", async (name, country, optedOut) => {
  const bytes = readFileSync(new URL(`../../fixtures/crm-exports/${name}`, import.meta.url));
  const file = new Blob([new Uint8Array(bytes)]);
  const { format, columns, ...table } = await openTable(file, name);
  expect(format.hasHeader).toBe(true);
  const opened = { format, columns, ...table };
  const places = recipientColumns(guessColumns(opened, recipientRoles(texts, country)));
  const chosen = places.map((place) => columns[place]);
  expect(chosen.length).toBeGreaterThanOrEqual(2);
  expect(chosen).not.toContain("Business Fax");
  const kept: Buffer[] = [];
  const counts = await scrub(
    piecesOf(file, signal, 100),
    { ...format, columns: places, defaultCountry: country, unreadable: "remove" },
    {
      blocklist: {
        causes: [{ kind: "opted-out", from: [null] }],
        find: (recipient) => (recipient === e164ToNumber(optedOut as E164) ? 1 : 0),
      },
      thorough: parseTyped,
      keep: (piece) => kept.push(Buffer.from(piece)),
      remove: () => undefined,
      onProgress: () => undefined,
    },
    signal,
  );
  expect(counts).toMatchObject({ rows: 3, kept: 2, removed: { "opted-out": 1 }, empty: 0 });
  const read = createTextReader(format.encoding);
  const decode = (content: Buffer): string => {
    const body = new Uint8Array(content.subarray(format.markLength));
    return read(format.encoding === "utf-16le" ? new Uint16Array(body.buffer) : body);
  };
  const whole = decode(bytes);
  const rest = decode(Buffer.concat(kept));
  expect(rest).toContain("Ada");
  expect(rest).toContain("Cy");
  expect(rest).not.toContain("Bo");
  expect(rest.length).toBeLessThan(whole.length);
});
