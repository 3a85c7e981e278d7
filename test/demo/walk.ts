import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { PageReport } from "../../lib/messages/protocol.ts";
import type { E164 } from "../../lib/phone/e164.ts";
import { BUSINESS_NUMBERS } from "../emulator/account/business-numbers.ts";
import type { DemoCustomer } from "../emulator/demo-customers.ts";
import type { Emulator } from "../emulator/emulator.ts";
import { CLIENT_ID } from "../emulator/oauth.ts";
import { type OptionsPage, openOptions, openPopup, waitForText } from "../support/agent.ts";
import { type OwnPage, openOwn } from "../support/own-page.ts";
import { notePassedClicks, passedClicks } from "../support/passed-clicks.ts";
import type { TestBrowser, TestPage } from "../support/test-browser.ts";
import { check, until } from "./checks.ts";
import type { Crm } from "./crm-server.ts";
import { expectedOf } from "./expected.ts";
import { CLEAR, CONTACTS, type CrmPage, OPTED_OUT, QUEUE, recordOf, WORKSPACE } from "./pages.ts";
import type { TableRow } from "./table.ts";

export interface WalkPorts {
  readonly browser: TestBrowser;
  readonly emulator: Emulator;
  readonly crm: Crm;
  /** Where the pictures go. */
  readonly pictures: string;
  readonly say: (line: string) => void;
}

/** The numbers that the demo's agent texts from. */
const PICKED = BUSINESS_NUMBERS.slice(0, 2);
const SENDERS = PICKED.map(({ phoneNumber }) => phoneNumber);

const SETS_LOCATION = "button that sets the location";
/** On a customer's record. */
const WAYS_TO_TEXT = {
  "sms: link": "#text",
  "RingCentral link": "#text-ringcentral",
  "link to several people": "#text-everyone",
  [SETS_LOCATION]: "#reminder",
  "button that opens a window": "#quick-text",
};

/** Walks through the product as an agent would and looks at each step whether it holds. */
export async function walk(ports: WalkPorts): Promise<readonly TableRow[]> {
  const { browser, emulator, crm, pictures, say } = ports;
  await mkdir(pictures, { recursive: true });
  const picture = (name: string, of: TestPage): Promise<void> =>
    of.screenshot(join(pictures, `${name}.png`));

  const options = await setUp(browser, emulator, crm);
  await options.page.evaluate(() => scrollTo(0, 0));
  await picture("options", options.page);
  say(`Signed in; ${await options.optOuts()} opt-outs loaded; ${SENDERS.length} numbers picked.`);

  const own = await openOwn(browser);
  const page = await browser.newPage();
  const rows: TableRow[] = [];
  const count = async (target: CrmPage, name = target.name): Promise<void> => {
    const customers = await target.customers(page);
    rows.push({ page: name, ...(await agrees(own, page, customers, emulator)) });
  };
  const visit = async (target: CrmPage): Promise<void> => {
    await page.goto(`${crm.url}${target.path}`);
    await page.waitFor(() => document.querySelector("h1"));
    if (target === QUEUE) {
      // It moves every second: let it, then hold it still to count.
      await page.waitFor(() => !document.querySelector("#served")?.textContent?.startsWith("0"));
      await page.click("#pause");
    }
    await count(target);
  };

  await visit(CONTACTS);
  await picture("contacts", page);
  await page.emulateMedia({ colorScheme: "dark" });
  await picture("contacts-dark", page);
  await page.emulateMedia({ colorScheme: "light" });
  await visit(QUEUE);
  await picture("queue", page);
  await visit(WORKSPACE);
  await picture("workspace", page);

  await visit(recordOf(OPTED_OUT));
  // No extension learns in Firefox that a page's script sets its location.
  const ways = Object.entries(WAYS_TO_TEXT).filter(
    ([way]) => browser.kind === "chromium" || way !== SETS_LOCATION,
  );
  for (const [way, selector] of ways) {
    await page.click(selector);
    const refused = await cardOf(own, page, way);
    check(refused.includes("Text blocked"), `the card says that the ${way} is blocked`);
    if (selector === "#text") await picture("blocked", page);
    await page.press("Escape");
    await until(
      "the card closes",
      () => own.card(page.url()),
      (card) => card === null,
    );
  }
  const names = ways.map(([way]) => way).join(", ");
  say(`${OPTED_OUT.name} has opted out. Each of these is blocked, and a card says why: ${names}.`);

  await visit(recordOf(CLEAR));
  await notePassedClicks(page);
  await page.click("#text");
  check((await passedClicks(page)) === 1, `a text to ${CLEAR.name} passes`);
  say(`A text to ${CLEAR.name}, who has not, passes.`);

  await page.click("#reply-stop");
  await until(
    "the server has the customer's STOP",
    async () => emulator.store.of(CLEAR.phone),
    (records) => records.some(({ optStatus }) => optStatus === "OptOut"),
  );
  const replied = Date.now();
  await page.waitFor(() => document.querySelector("#text[data-consent-guard]"));
  const followed = Date.now() - replied;
  await page.click("#text");
  await cardOf(own, page);
  check((await passedClicks(page)) === 1, `after STOP no text to ${CLEAR.name} passes`);
  await picture("stop", page);
  await page.press("Escape");
  say(`${CLEAR.name} replies STOP: ${followed} ms later the open page blocks the next text.`);
  await count(recordOf(CLEAR), `Record of ${CLEAR.name}, after STOP`);

  await changeByPopup(ports, own, picture);
  await page.bringToFront();
  await count(recordOf(CLEAR), `… after "no more texts at all"`);

  await page.goto(`${crm.url}${CONTACTS.path}`);
  check(page.errors.length === 0, `the CRM runs without errors: ${page.errors.join("; ")}`);
  return rows;
}

/** Signs in, picks numbers, adds the CRM: with the buttons of our options page. */
async function setUp(browser: TestBrowser, emulator: Emulator, crm: Crm): Promise<OptionsPage> {
  const options = await openOptions(browser);
  await options.enterAccount(emulator.url, CLIENT_ID);
  await options.connect();
  for (const { label } of PICKED) await options.pickNumber(label);
  await options.addSite(crm.url);
  await options.addSite(crm.otherUrl);
  await options.waitForOptOuts();
  return options;
}

/** The customer says on the phone: no more texts at all. The agent records it in the popup. */
async function changeByPopup(
  { browser, emulator, say }: WalkPorts,
  own: OwnPage,
  picture: (name: string, of: TestPage) => Promise<void>,
): Promise<void> {
  const popup = await openPopup(browser, CLEAR.phone);
  await popup.page.setViewport(400, 600);
  const before = await popup.status();
  check(before.includes("Partly opted out"), "the popup tells one business number from the other");
  await picture("popup", popup.page);
  await popup.change("Opt out", { note: "by phone" });
  await waitForText(popup.page, "RingCentral has confirmed it.");
  const after = await popup.status();
  check(!after.includes("Clear"), "the popup follows its own change");
  await picture("popup-changed", popup.page);
  const change = emulator.log().findLast(({ method }) => method === "PATCH");
  check(change?.status === 200, "RingCentral has the change");
  const { overall } = await own.send("consent/check", {
    recipient: CLEAR.phone as E164,
    live: false,
  });
  check(overall.kind === "opted-out", `${CLEAR.name} is opted out of every number`);
  await popup.page.close();
  say(
    `The popup records that ${CLEAR.name} wants no texts at all: ${JSON.stringify(change?.body)}`,
  );
}

/** The page's report, once it says what the server's records say. */
async function agrees(
  own: OwnPage,
  page: TestPage,
  customers: readonly DemoCustomer[],
  emulator: Emulator,
): Promise<PageReport> {
  const expected = expectedOf(customers, emulator.store.records(), SENDERS);
  const read = async (): Promise<PageReport | null> => {
    const status = await own.pageStatus(page.url());
    return status.kind === "guarded" ? status.report : null;
  };
  const report = await until(
    `${page.url()} shows ${JSON.stringify(expected)}`,
    read,
    (found) =>
      found?.numbers === expected.numbers &&
      // Each customer can be texted on each of these pages, which is read after the numbers.
      found.routes >= expected.numbers &&
      found.optedOut === expected.optedOut &&
      found.partlyOptedOut === expected.partlyOptedOut &&
      found.unverified === 0,
  );
  if (!report) throw new Error("unreachable");
  return report;
}

async function cardOf(own: OwnPage, page: TestPage, way = "text"): Promise<string> {
  const card = await until(
    `a card explains why the ${way} is blocked`,
    () => own.card(page.url()),
    (found) => found !== null,
  );
  return card?.text ?? "";
}
