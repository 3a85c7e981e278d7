import type { E164 } from "../../../lib/phone/e164.ts";
import { formatPhone } from "../../demo/crm/customers.ts";
import { CLEAR, OPTED_OUT, recordPath } from "../../demo/pages.ts";
import { BUSINESS_NUMBERS } from "../../emulator/account/business-numbers.ts";
import { CLIENT_ID } from "../../emulator/oauth.ts";
import { openPopup, waitForText } from "../../support/agent.ts";
import { paintedTexts } from "../../support/painted-texts.ts";
import { notePassedClicks, passedClicks } from "../../support/passed-clicks.ts";
import { expect, test } from "./test.ts";

const SUPPORT = BUSINESS_NUMBERS[0].phoneNumber as E164;

test("follows what a campaign requires, and asks for each number where the list is refused", async ({
  guarded,
  emulator,
  crm,
  own,
}) => {
  emulator.setSmsConfiguration(SUPPORT, { optInRequired: true });
  await own.signIn({
    serverUrl: emulator.url,
    clientId: CLIENT_ID,
    sites: [`${crm.url}/`],
    businessNumbers: [SUPPORT],
    optInMissing: "block",
  });
  const page = await guarded.newPage();
  const open = async (customer: typeof CLEAR): Promise<void> => {
    await page.goto(`${crm.url}${recordPath(customer)}`);
    await page.bringToFront();
  };
  const isMarked = (kind: string): Promise<void> =>
    page.waitFor(
      (wanted) => document.querySelector(`#text[data-consent-guard='${wanted}']`) !== null,
      kind,
    );
  const card = async (): Promise<string> => (await own.card(page.url()))?.text ?? "";

  await test.step("a required opt-in that is missing is marked, blocked and explained", async () => {
    await open(CLEAR);
    await isMarked("opt-in-missing");
    await expect.poll(() => paintedTexts(page, "opt-in-missing")).toContain(formatPhone(CLEAR));
    await notePassedClicks(page);
    await page.click("#text");
    await expect.poll(card).toContain("has not opted in");
    expect(await card()).toContain("Text blocked");
    expect(await card()).toContain("START");
    expect(await passedClicks(page)).toBe(0);
    const popup = await openPopup(guarded, CLEAR.phone);
    expect(await popup.status()).toContain("Opt-in missing");
    await popup.page.close();
  });

  await test.step("the customer's opt-in is all it needs", async () => {
    emulator.keyword({ from: CLEAR.phone, to: SUPPORT, text: "START" });
    await page.bringToFront();
    await page.waitFor(() => !document.querySelector("#text[data-consent-guard]"));
  });

  await test.step("where the list may not be read each number is asked for", async () => {
    emulator.setSwitches({ refuseWhole: true });
    await own.sync();
    const popup = await openPopup(guarded);
    await waitForText(popup.page, "Asks RingCentral for each number");
    await waitForText(popup.page, "may not read the whole opt-out list");
    await popup.page.close();
    const asked = (): number =>
      emulator.log().filter(({ body }) => (body as { to?: unknown } | null)?.to).length;
    const before = asked();
    await open(OPTED_OUT);
    await isMarked("opted-out");
    expect(asked()).toBeGreaterThan(before);
    await open(CLEAR);
    await page.waitFor(() => document.querySelector("#text:not([data-consent-guard])") !== null);
  });
});
