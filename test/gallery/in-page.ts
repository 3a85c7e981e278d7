import { fileURLToPath } from "node:url";
import type { E164 } from "../../lib/phone/e164.ts";
import type { Language } from "../../lib/settings/settings.ts";
import { tabOf } from "../e2e/recipes/tab-of.ts";
import { BUSINESS_NUMBERS } from "../emulator/account/business-numbers.ts";
import { startEmulator } from "../emulator/emulator.ts";
import { CLIENT_ID } from "../emulator/oauth.ts";
import { startChromium } from "../support/chromium.ts";
import { buildExtension } from "../support/extension-build.ts";
import { type OwnPage, openOwn } from "../support/own-page.ts";
import { servePages } from "../support/page-server.ts";
import type { TestBrowser, TestPage } from "../support/test-browser.ts";

type Theme = "light" | "dark";

interface Place {
  readonly page: TestPage;
  readonly own: OwnPage;
  readonly browser: TestBrowser;
}

interface State {
  readonly name: string;
  readonly show: (place: Place) => Promise<void>;
}

const SIZE = [900, 620] as const;
const [SUPPORT, SALES] = BUSINESS_NUMBERS;
const OUT = "+14155552600";
const PARTLY = "+14155552711";
const CLEAR = "+14155552713";

async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 15_000;
  while (!(await holds())) if (Date.now() > end) throw new Error(`never: ${what}`);
}

const card = ({ own, page }: Place, has = ""): Promise<void> =>
  until(async () => (await own.card(page.url()))?.text.includes(has) ?? false, `a card ${has}`);

const pressThen =
  (selector: string) =>
  async (place: Place): Promise<void> => {
    await place.page.click(selector);
    await card(place);
  };

/** What a person meets on a guarded page. */
const STATES: readonly State[] = [
  { name: "in-page-marks", show: async () => undefined },
  { name: "in-page-card-blocked", show: pressThen("#text-out") },
  { name: "in-page-card-partly", show: pressThen("#text-partly") },
  { name: "in-page-card-opt-in-missing", show: pressThen("#text-missing") },
  { name: "in-page-card-ask", show: pressThen("#ask") },
  {
    name: "in-page-hover",
    show: async (place) => {
      await place.page.hover("#partly");
      await card(place);
    },
  },
  {
    name: "in-page-hint",
    show: async (place) => {
      await place.own.page.evaluate(() => chrome.storage.local.remove("hint-shown"));
      // Awake, it knows that it has told.
      await place.browser.killBackground();
      await place.page.goto(place.page.url());
      await card(place);
    },
  },
  {
    name: "in-page-picker",
    show: async ({ own, page }) => {
      await own.send("teach/start", { tabId: await tabOf(own, page.url()) });
      await page.bringToFront();
      await until(async () => (await own.picker(page.url())).text !== "", "the picker");
      await page.hover("#text-clear");
    },
  },
];

declare const chrome: {
  readonly storage: { readonly local: { remove(key: string): Promise<void> } };
};

/** Saves what the guard shows in a page, in each theme and language; gives how many pictures there are. */
export async function saveInPage(
  wanted: string,
  languages: readonly Language[],
  themes: readonly Theme[],
  pathOf: (language: Language, theme: Theme, name: string) => string,
): Promise<number> {
  const states = STATES.filter(({ name }) => name.includes(wanted));
  if (states.length === 0) return 0;
  const emulator = await startEmulator({ records: 0 });
  emulator.putRecords([
    { to: OUT, optStatus: "OptOut", source: "Recipient", coverage: "Account" },
    {
      to: PARTLY,
      from: SALES.phoneNumber,
      optStatus: "OptOut",
      source: "Recipient",
      coverage: "PhoneNumber",
    },
    ...[PARTLY, CLEAR].map((to) => ({
      to,
      from: SUPPORT.phoneNumber,
      optStatus: "OptIn" as const,
      source: "Recipient" as const,
      coverage: "PhoneNumber" as const,
    })),
  ]);
  emulator.setSmsConfiguration(SUPPORT.phoneNumber, { optInRequired: true });
  const server = await servePages(fileURLToPath(new URL("pages/", import.meta.url)));
  const browser = await startChromium(buildExtension("chromium"));
  const own = await openOwn(browser);
  await own.signIn({
    serverUrl: emulator.url,
    clientId: CLIENT_ID,
    sites: ["http://localhost/*"],
    businessNumbers: [SUPPORT.phoneNumber, SALES.phoneNumber] as E164[],
    anyNumberBlocks: false,
  });
  let pictures = 0;
  for (const language of languages) {
    for (const theme of themes) {
      await own.send("settings/update", { language, theme });
      for (const { name, show } of states) {
        const page = await browser.newPage();
        await page.setViewport(...SIZE);
        await page.emulateMedia({ colorScheme: theme });
        await page.goto(`${server.url}/`);
        await page.waitFor(() => CSS.highlights.has("consent-partly-opted-out"));
        await show({ page, own, browser });
        await page.screenshot(pathOf(language, theme, name));
        pictures++;
        await page.close();
      }
    }
  }
  await browser.close();
  await server.close();
  await emulator.close();
  return pictures;
}
