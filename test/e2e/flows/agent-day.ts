import { expect } from "@playwright/test";
import type { E164 } from "../../../lib/phone/e164.ts";
import { formatPhone } from "../../demo/crm/customers.ts";
import type { Crm } from "../../demo/crm-server.ts";
import { CLEAR, OPTED_OUT, recordPath } from "../../demo/pages.ts";
import type { Emulator } from "../../emulator/emulator.ts";
import { CLIENT_ID } from "../../emulator/oauth.ts";
import {
  type OptionsPage,
  openOptions,
  openPopup,
  type PopupPage,
  press,
  textOf,
  waitForText,
} from "../../support/agent.ts";
import type { OwnPage } from "../../support/own-page.ts";
import { paintedTexts } from "../../support/painted-texts.ts";
import { notePassedClicks, passedClicks } from "../../support/passed-clicks.ts";
import { savedBy } from "../../support/saved-by.ts";
import type { TestBrowser, TestPage } from "../../support/test-browser.ts";

/** What the steps of a day share. */
export interface Day {
  readonly browser: TestBrowser;
  readonly emulator: Emulator;
  readonly crm: Crm;
  /** Reads what no page shows; changes nothing. */
  readonly own: OwnPage;
  readonly options: OptionsPage;
  /** The tab with the CRM. */
  readonly page: TestPage;
  readonly popup: PopupPage;
}

export const startDay = async (parts: Omit<Day, "options" | "page" | "popup">): Promise<Day> => ({
  ...parts,
  options: await openOptions(parts.browser),
  page: await parts.browser.newPage(),
  popup: await openPopup(parts.browser),
});

interface Step {
  readonly name: string;
  readonly run: (day: Day) => Promise<void>;
}

const cardText = async ({ own, page }: Day): Promise<string> =>
  (await own.card(page.url()))?.text ?? "";

const refused = async (day: Day): Promise<void> => {
  await expect.poll(() => cardText(day)).toContain("Text blocked");
  expect(await passedClicks(day.page)).toBe(0);
  await day.page.press("Escape");
  await expect.poll(() => cardText(day)).toBe("");
};

/** An agent's day, from signing in to a customer who wants no more texts. */
export const AGENT_DAY: readonly Step[] = [
  {
    name: "signs in",
    run: async ({ emulator, options }) => {
      await options.page.bringToFront();
      await options.enterAccount(emulator.url, CLIENT_ID);
      await options.connect();
      await waitForText(options.page, "Dana Agent");
    },
  },
  {
    name: "picks the numbers to text from",
    run: async ({ options }) => {
      await options.pickNumber("Support");
      await options.pickNumber("Sales");
    },
  },
  {
    name: "adds the CRM",
    run: ({ crm, options }) => options.addSite(crm.url),
  },
  {
    name: "has all opt-outs of the account",
    run: async ({ emulator, options }) => {
      const optOuts = emulator.store.records().filter(({ optStatus }) => optStatus === "OptOut");
      await expect.poll(() => options.optOuts()).toBe(optOuts.length);
    },
  },
  {
    name: "sees an opted-out customer's number marked",
    run: async ({ crm, page }) => {
      await page.goto(`${crm.url}${recordPath(OPTED_OUT)}`);
      await page.bringToFront();
      await page.waitFor(() => document.querySelector("#text[data-consent-guard='opted-out']"));
      await expect.poll(() => paintedTexts(page, "opted-out")).toContain(formatPhone(OPTED_OUT));
      await notePassedClicks(page);
    },
  },
  {
    name: "cannot text that customer by mouse",
    run: async (day) => {
      await day.page.click("#text");
      await refused(day);
    },
  },
  {
    name: "cannot text that customer by middle click",
    run: async (day) => {
      await day.page.click("#text", { button: "middle" });
      await refused(day);
    },
  },
  {
    name: "cannot text that customer by Enter",
    run: async (day) => {
      await day.page.focus("#text");
      await day.page.press("Enter");
      await refused(day);
    },
  },
  {
    name: "can text another customer",
    run: async ({ crm, own, page }) => {
      await page.goto(`${crm.url}${recordPath(CLEAR)}`);
      await expect
        .poll(() => own.pageStatus(page.url()))
        .toMatchObject({ kind: "guarded", report: { unverified: 0, optedOut: 1 } });
      await notePassedClicks(page);
      await page.click("#text");
      await expect.poll(() => passedClicks(page)).toBe(1);
    },
  },
  {
    name: "is stopped when that customer has replied STOP",
    run: async (day) => {
      const { emulator, options, page } = day;
      // Nobody tells of it: the next sync finds it.
      emulator.setSwitches({ dropEvents: 1 });
      await page.click("#reply-stop");
      await expect.poll(() => emulator.store.of(CLEAR.phone).length).toBe(1);
      await options.page.bringToFront();
      await options.syncNow();
      await page.bringToFront();
      await page.waitFor(() => document.querySelector("#text[data-consent-guard]"));
      await notePassedClicks(page);
      await page.click("#text");
      await refused(day);
    },
  },
  {
    name: "reads in the popup which number it concerns",
    run: async ({ popup }) => {
      await popup.page.bringToFront();
      await popup.type(CLEAR.phone);
      const status = await popup.status();
      expect(status).toContain("Partly opted out");
      expect(status).toMatch(
        /Support[\s\S]*Opted out[\s\S]*Customer texted STOP[\s\S]*Sales[\s\S]*Clear/,
      );
    },
  },
  {
    name: "records that the customer wants no texts at all",
    run: async ({ emulator, own, popup }) => {
      await popup.change("Opt out", { note: "by phone" });
      await waitForText(popup.page, "RingCentral has confirmed it.");
      const changes = emulator.log().filter(({ method }) => method === "PATCH");
      expect(changes.map(({ path, body, status }) => ({ path, body, status }))).toEqual([
        {
          path: "/restapi/v2/accounts/~/sms/consents",
          body: {
            records: [
              {
                to: CLEAR.phone,
                optStatus: "OptOut",
                source: "Api",
                coverage: "Account",
                notes: "by phone",
              },
            ],
          },
          status: 200,
        },
      ]);
      const check = { recipient: CLEAR.phone as E164, live: false };
      const { overall } = await own.send("consent/check", check);
      expect(overall.kind).toBe("opted-out");
    },
  },
  {
    name: "sees it on the open page",
    run: async ({ page }) => {
      await page.bringToFront();
      await page.waitFor(() => document.querySelector("#text[data-consent-guard='opted-out']"));
      expect(page.errors).toEqual([]);
    },
  },
  {
    name: "finds the day in the audit log, whole, and takes it along",
    run: async ({ browser }) => {
      const audit = await browser.openOwnPage("audit.html");
      await waitForText(audit, "entries shown");
      const shown = await textOf(audit);
      for (const word of ["Check", "Attempt to text", "Blocked", "Change", "by phone"]) {
        expect(shown).toContain(word);
      }
      await press(audit, "Verify the log");
      await waitForText(audit, "The log is whole:");
      const csv = await savedBy(audit, "Export as CSV");
      const rows = csv.split("\r\n").map((row) => row.replaceAll('"', "").split(","));
      for (const cells of [
        ["check", CLEAR.phone],
        ["text-attempt", OPTED_OUT.phone, "blocked"],
        ["change", CLEAR.phone, "by phone", "done"],
      ]) {
        expect(rows).toContainEqual(expect.arrayContaining(cells));
      }
    },
  },
];
