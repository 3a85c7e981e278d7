import { CLEAR, recordPath } from "../../demo/pages.ts";
import { CLIENT_ID } from "../../emulator/oauth.ts";
import { fill, openOptions, openPopup, press, waitForText } from "../../support/agent.ts";
import { expect, test } from "./test.ts";

const CHANGE = {
  name: "consent/change",
  payload: { to: [CLEAR.phone], from: null, optStatus: "OptIn", note: "" },
};
const VERDICTS = { name: "guard/verdicts", payload: { recipients: [CLEAR.phone] } };

test("says of what is typed why it is no phone number and no site", async ({ guarded }) => {
  const popup = await openPopup(guarded);
  for (const text of ["415-320-10", "+1 415 320 1000 999 888 777"]) {
    await popup.type(text);
    await waitForText(popup.page, "This is not a phone number.");
    await popup.type(CLEAR.phone);
    await popup.page.waitFor(() => !document.querySelector("[aria-invalid=true]"));
  }

  const { page } = await openOptions(guarded);
  for (const [address, sentence] of [
    ["*://*/*", "This would cover sites that are not your CRM."],
    ["https://*.co.uk/*", "This would cover sites that are not your CRM."],
    ["not a site", "This is not a site address."],
  ] as const) {
    await fill(page, "Site address", address);
    await press(page, "Add site");
    await waitForText(page, sentence);
    await waitForText(page, "No sites yet");
  }
});

test("answers nobody who may not ask", async ({ guarded, emulator, own, crm }) => {
  const { url } = crm;
  await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID, sites: [url] });
  const page = await guarded.newPage();
  await page.goto(`${url}${recordPath(CLEAR)}`);
  await expect.poll(() => own.pageStatus(url)).toMatchObject({ kind: "guarded" });
  const elsewhere = await guarded.newPage();
  await elsewhere.goto(`${crm.otherUrl}/partner`);

  await test.step("a page", async () => {
    const reached = await page.evaluate((message) => {
      window.postMessage(message, "*");
      const { chrome, browser } = window as unknown as Record<string, { runtime?: object }>;
      return [chrome?.runtime, browser?.runtime].some((api) => api && "sendMessage" in api);
    }, CHANGE);
    expect(reached).toBe(false);
  });
  await test.step("a guarded page's content script, about what is not a page's", async () => {
    for (const message of [CHANGE, { name: "state/get", payload: {} }]) {
      const answer = await own.sendFrom(url, message);
      expect(answer).toMatchObject({ ok: false, failure: { code: "sender-refused" } });
    }
  });
  await test.step("a content script in a page that is not guarded", async () => {
    const answer = await own.sendFrom(crm.otherUrl, VERDICTS);
    expect(answer).toMatchObject({ ok: false, failure: { code: "sender-refused" } });
  });
  await test.step("anybody who asks for nonsense", async () => {
    for (const message of [
      { name: "guard/verdicts", payload: { recipients: ["me"] } },
      { name: "toString", payload: {} },
    ]) {
      const answer = await own.sendFrom(url, message);
      expect(answer).toMatchObject({ ok: false, failure: { code: "message-malformed" } });
    }
  });
  expect(emulator.log().filter(({ method }) => method === "PATCH")).toEqual([]);
  expect(await own.sendFrom(url, VERDICTS)).toMatchObject({ ok: true });
});
