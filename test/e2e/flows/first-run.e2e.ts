import { DEMO_CUSTOMERS } from "../../emulator/demo-customers.ts";
import { CLIENT_ID } from "../../emulator/oauth.ts";
import { fill, press, waitForText } from "../../support/agent.ts";
import { expect, test } from "./test.ts";

const optedOut = DEMO_CUSTOMERS.find(({ consent }) => consent === "opted-out")?.phone ?? "";

test("the first-run page leads an admin from nothing to a blocked link", async ({
  emulator,
  guarded,
  crm,
}) => {
  const page = await guarded.openOwnPage("welcome.html");
  await waitForText(page, "Connect RingCentral");
  await fill(page, "Server URL", emulator.url);
  await fill(page, "Client ID", CLIENT_ID);
  await press(page, "Connect");

  await waitForText(page, "Support");
  await page.click(page.named("checkbox", "Text from Support"));
  await fill(page, "Site address", crm.url);
  await press(page, "Add site");

  await waitForText(page, "A customer's number");
  await fill(page, "A customer's number", optedOut, "searchbox");
  await page.waitFor(() => document.querySelector(".try-link a.opted-out"));
  await page.click(".try-link a");
  await waitForText(page, "Text blocked");

  const later = await guarded.openOwnPage("welcome.html");
  await waitForText(later, "A customer's number");
  await press(later, "Finish");
  await waitForText(later, "You are guarded");
  expect([...page.errors, ...later.errors]).toEqual([]);
});
