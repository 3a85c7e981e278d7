import { customerAt } from "../../emulator/consents/generated.ts";
import { CLIENT_ID } from "../../emulator/oauth.ts";
import { openLists } from "../../support/list-page.ts";
import { expect, test } from "../test.ts";

const NOBODY = "+14155550177";

test("compares a CRM with RingCentral and takes consents out", async ({
  guarded,
  own,
  emulator,
}) => {
  await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID });
  const optedOut = emulator.store
    .records()
    .flatMap(({ to, optStatus }) => (optStatus === "OptOut" ? to : []));
  const [first = "", second = ""] = optedOut;

  await test.step("finds what either side lacks", async () => {
    const lists = await openLists(guarded, "compare");
    const header = "Id,Mobile Phone,SMS Opt Out\n";
    const rows = [`1,${first},false\n`, `2,${second},true\n`, `3,${NOBODY},true\n`];
    await lists.choose("contacts.csv", header + rows.join(""));
    await lists.press("Compare");
    await lists.waitForText("2 differences");
    await lists.press("Save for the CRM (1 row)");
    expect(await lists.saved()).toBe(`${header}1,${first},true\n`);
    await lists.press("Save for RingCentral (1 row)");
    expect(await lists.saved()).toBe(
      `External Party Number,Internal Party Number,Consent Status\r\n${NOBODY},*,OptOut\r\n`,
    );
    await lists.page.close();
  });

  const lists = await openLists(guarded, "export");
  const day = await lists.page.evaluate(() => {
    const two = (value: number): string => String(value).padStart(2, "0");
    const now = new Date();
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  });

  await test.step("writes every opt-out that RingCentral has", async () => {
    await lists.press("Make the file");
    await lists.waitForText(`${optedOut.length.toLocaleString("en")} rows in the file`);
    await lists.press(`Save consents-records-${day}.csv`);
    const [head, ...lines] = (await lists.saved()).trimEnd().split("\r\n");
    expect(head).toBe("Customer,Business number,Status,Source,Coverage,Campaign type,Since");
    expect(lines.map((line) => line.split(",")[0]).sort()).toEqual([...optedOut].sort());
    expect(lines.every((line) => line.includes(",OptOut,"))).toBe(true);
  });

  await test.step("hands RingCentral's own export over, byte by byte", async () => {
    await lists.press("Fetch from RingCentral");
    await lists.page.waitFor(() =>
      [...document.querySelectorAll("button")].some(({ textContent }) =>
        /^Save \(\d+ kB\)$/.test(textContent ?? ""),
      ),
    );
    await lists.page.evaluate(() =>
      [...document.querySelectorAll("button")]
        .find(({ textContent }) => /^Save \(\d+ kB\)$/.test(textContent ?? ""))
        ?.click(),
    );
    const saved = await lists.saved();
    const served = await fetch(`${emulator.url}/restapi/v2/accounts/~/sms/consents/export`, {
      headers: { Authorization: `Bearer ${emulator.signIn().access}` },
    });
    expect(saved).toBe(await served.text());
    expect(saved).toContain(customerAt(3));
  });
  expect(lists.page.errors).toEqual([]);
});
