import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { PageReport } from "../../lib/messages/protocol.ts";
import type { E164 } from "../../lib/phone/e164.ts";
import { BUSINESS_NUMBERS } from "../emulator/account/business-numbers.ts";
import type { DemoCustomer } from "../emulator/demo-customers.ts";
import type { Emulator } from "../emulator/emulator.ts";
import { CLIENT_ID } from "../emulator/oauth.ts";
import { type OwnPage, openOwn } from "../support/own-page.ts";
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
const SENDERS = [BUSINESS_NUMBERS[0].phoneNumber, BUSINESS_NUMBERS[1].phoneNumber];

/** Walks through the product as an agent would and looks at each step whether it holds. */
export async function walk(ports: WalkPorts): Promise<readonly TableRow[]> {
  const { browser, emulator, crm, pictures, say } = ports;
  await mkdir(pictures, { recursive: true });
  const own = await openOwn(browser);
  const page = await browser.newPage();
  const picture = (name: string, of: TestPage = page): Promise<void> =>
    of.screenshot(join(pictures, `${name}.png`));

  await signIn(own, emulator, crm);
  const { sync, session } = await own.send("state/get", {});
  check(session.status === "signed-in", "the agent is signed in");
  say(`Signed in. ${sync.optOuts} opt-outs loaded.`);

  const rows: TableRow[] = [];
  const visit = async (target: CrmPage): Promise<void> => {
    await page.goto(`${crm.url}${target.path}`);
    await page.waitFor(() => document.querySelector("h1"));
    if (target === QUEUE) {
      // It moves every second: let it, then hold it still to count.
      await page.waitFor(() => !document.querySelector("#served")?.textContent?.startsWith("0"));
      await page.click("#pause");
    }
    const customers = await target.customers(page);
    rows.push({
      page: target.name,
      ...(await agrees(own, page, customers, emulator)),
    });
  };

  await visit(CONTACTS);
  await picture("contacts");
  await visit(QUEUE);
  await picture("queue");
  await visit(WORKSPACE);
  await picture("workspace");
  await visit(recordOf(OPTED_OUT));
  await picture("record");

  say(`Trying to text ${OPTED_OUT.name}, who has opted out …`);
  await page.click("#text");
  const refused = await cardOf(own, page);
  check(refused.includes("blocked"), "the card says that the text is blocked");
  await picture("blocked");
  await page.press("Escape");

  await visit(recordOf(CLEAR));
  await noteClicks(page);
  await page.click("#text");
  check((await clicks(page)) === 1, `a text to ${CLEAR.name} passes`);
  say(`A text to ${CLEAR.name}, who has not, passes.`);

  await page.click("#reply-stop");
  await until(
    "the server has the customer's STOP",
    async () => emulator.store.of(CLEAR.phone),
    (records) => records.some(({ optStatus }) => optStatus === "OptOut"),
  );
  say(`${CLEAR.name} replies STOP …`);
  await own.sync();
  await page.waitFor(() => document.querySelector("#text[data-consent-guard]"));
  await page.click("#text");
  await cardOf(own, page);
  check((await clicks(page)) === 1, `after STOP no text to ${CLEAR.name} passes`);
  await picture("stop");
  await page.press("Escape");
  say("… and the open page blocks the next text.");
  rows.push({
    page: `Record of ${CLEAR.name}, after STOP`,
    ...(await agrees(own, page, await recordOf(CLEAR).customers(page), emulator)),
  });

  check(page.errors.length === 0, `the CRM runs without errors: ${page.errors.join("; ")}`);
  return rows;
}

async function signIn(own: OwnPage, emulator: Emulator, crm: Crm): Promise<void> {
  await own.signIn({
    serverUrl: emulator.url,
    clientId: CLIENT_ID,
    businessNumbers: SENDERS as E164[],
    sites: [crm.url, crm.otherUrl],
  });
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
      found.optedOut === expected.optedOut &&
      found.partlyOptedOut === expected.partlyOptedOut &&
      found.unverified === 0,
  );
  if (!report) throw new Error("unreachable");
  return report;
}

async function cardOf(own: OwnPage, page: TestPage): Promise<string> {
  const card = await until(
    "the card explains why",
    () => own.card(page.url()),
    (found) => found !== null,
  );
  return card?.text ?? "";
}

interface Noting {
  passed?: number;
}

/** Counts clicks on text links that reach the page and that nothing has prevented. */
const noteClicks = (page: TestPage): Promise<void> =>
  page.evaluate(() => {
    const noting = window as Noting;
    noting.passed = 0;
    window.addEventListener("click", (event) => {
      if (event.defaultPrevented || !(event.target as Element).closest("a[href^='sms:']")) return;
      noting.passed = (noting.passed ?? 0) + 1;
    });
  });

const clicks = (page: TestPage): Promise<number> =>
  page.evaluate(() => (window as Noting).passed ?? 0);
