import { createWorkbook } from "../../../lib/campaign/workbook/write-workbook.ts";
import { customerAt } from "../../emulator/consents/generated.ts";
import { startEmulator } from "../../emulator/emulator.ts";
import { CLIENT_ID } from "../../emulator/oauth.ts";
import { openLists } from "../../support/list-page.ts";
import { expect, test } from "../test.ts";

const RECORDS = 3000;
const ROWS = 100_000;
const HEADER = "Id;Name;Mobile Phone\r\n";

/** A number as people write it, in one of several ways. */
function write(number: string, way: number): string {
  const [area, exchange, line] = [number.slice(2, 5), number.slice(5, 8), number.slice(8)];
  return [
    number,
    `(${area}) ${exchange}-${line}`,
    `${area}.${exchange}.${line}`,
    `"1 ${area} ${exchange} ${line}"`,
    `${area}${exchange}${line}.0`,
  ][way % 5] as string;
}

test("takes exactly the opted-out out of a list of 100,000", async ({ guarded, own }) => {
  const emulator = await startEmulator({ records: RECORDS });
  await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID });
  const kept: string[] = [];
  const removed: string[] = [];
  const rows = Array.from({ length: ROWS }, (_, index) => {
    // Every tenth has a record, the others are nobody's.
    const number = customerAt(index % 10 === 0 ? (index / 10) % RECORDS : RECORDS + index);
    const row = `${index};"Doe; J ${index}";${write(number, index)}\r\n`;
    const optedOut = emulator.store.of(number).some(({ optStatus }) => optStatus === "OptOut");
    (optedOut ? removed : kept).push(row);
    return row;
  });
  const broken = '77;"Doe";6.50111E+09\r\n';

  const lists = await openLists(guarded, "scrub");
  await lists.choose("contacts.csv", HEADER + rows.join("") + broken);
  await lists.press("Scrub the list");
  const taken = (removed.length + 1).toLocaleString("en");
  await lists.waitForText(`${taken} rows taken out`);
  await lists.press(`Save the list (${kept.length.toLocaleString("en")} rows)`);
  expect((await lists.saved()) === HEADER + kept.join("")).toBe(true);
  await lists.press(`Save what was taken out (${taken} rows)`);
  const [head, ...lines] = (await lists.saved()).split(/(?<=\r\n)/);
  expect(head).toBe(`Taken out because;Opted out of;${HEADER}`);
  expect(lines.at(-1)).toContain("6.50111E+09");
  expect(lines.slice(0, -1).map((line) => line.replace(/^opted out;[^;]*;/, ""))).toEqual(removed);
  expect(lists.page.errors).toEqual([]);

  await test.step("asks RingCentral about everybody on a short list", async () => {
    const late = "+14155550177";
    const clear = customerAt(RECORDS + 1);
    emulator.putRecords([
      {
        to: late,
        from: "+16505550101",
        optStatus: "OptOut",
        source: "Recipient",
        coverage: "PhoneNumber",
      },
    ]);
    await lists.press("Choose another list");
    await lists.choose("few.csv", `Phone\n${late}\n${clear}\n`);
    await lists.press("Ask RingCentral, then scrub");
    await lists.waitForText("RingCentral was asked about everybody on the list just now.");
    await lists.press("Save the list (1 row)");
    expect(await lists.saved()).toBe(`Phone\n${clear}\n`);
  });

  await test.step("reads a workbook", async () => {
    const pieces: Uint8Array[] = [];
    const workbook = createWorkbook((bytes) => pieces.push(bytes.slice()));
    const stays = customerAt(RECORDS + 1);
    const optedOut = emulator.store.records().find(({ optStatus }) => optStatus === "OptOut");
    workbook.row(["Name", "Phone"]);
    workbook.row(['Ana; "A"', stays]);
    workbook.row(["Bo", optedOut?.to ?? ""]);
    workbook.finish();
    await lists.press("Choose another list");
    await lists.choose("few.xlsx", Buffer.concat(pieces));
    await lists.press("Scrub the list");
    await lists.waitForText("1 row taken out");
    await lists.press("Save the list (1 row)");
    expect((await lists.saved()).trimEnd().split(/\r?\n/)).toEqual([
      "Name,Phone",
      `"Ana; ""A""",${stays}`,
    ]);
  });

  await test.step("makes no list in silence out of data that is old", async () => {
    await own.send("session/disconnect", {});
    await lists.press("Scrub the list");
    await lists.waitForText("There is no list of opt-outs on this machine");
    expect(await lists.page.evaluate(() => document.body.innerText)).not.toContain("Save the list");
  });
  await emulator.close();
});
