import { fileURLToPath } from "node:url";
import { startChromium } from "./chromium.ts";
import { extensionFolder } from "./extension-build.ts";
import type { BrowserKind } from "./find-browser.ts";
import { startFirefox } from "./firefox.ts";
import type { TestBrowser, TestPage } from "./test-browser.ts";

const FOLDER = fileURLToPath(new URL("../fixtures/foreign-extension", import.meta.url));
/** By the key in its manifest. */
const CHROMIUM_ID = "olmddhmkpnagildjiljmoacpfeliheab";
const GECKO_ID = "foreign@consent-guard.example";

export interface Beside {
  readonly browser: TestBrowser;
  /** A page of the other extension, with all that extensions may do. */
  readonly foreign: TestPage;
  /** Our id, as other extensions know it. */
  readonly ourId: string;
}

async function open(browser: TestBrowser, url: string): Promise<TestPage> {
  const page = await browser.newPage();
  // In Firefox the navigation never settles.
  page.goto(url).catch(() => undefined);
  await page.waitFor(
    (wanted) => location.href === wanted && document.readyState === "complete",
    url,
  );
  return page;
}

async function inFirefox(): Promise<Beside> {
  const browser = await startFirefox(extensionFolder("firefox"));
  const host = await browser.inChrome(`(async () => {
    const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
    const file = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile);
    file.initWithPath(${JSON.stringify(FOLDER)});
    await AddonManager.installTemporaryAddon(file);
    return WebExtensionPolicy.getByID(${JSON.stringify(GECKO_ID)}).mozExtensionHostname;
  })()`);
  const foreign = await open(browser, `moz-extension://${host}/page.html`);
  return { browser, foreign, ourId: "consent-guard@consent-guard.dev" };
}

async function inChromium(): Promise<Beside> {
  const browser = await startChromium(`${extensionFolder("chromium")},${FOLDER}`);
  const foreign = await open(browser, `chrome-extension://${CHROMIUM_ID}/page.html`);
  return { browser, foreign, ourId: new URL(browser.origin).host };
}

/** A browser with our extension and one that somebody else made. */
export const startBesideForeign = (kind: BrowserKind): Promise<Beside> =>
  kind === "chromium" ? inChromium() : inFirefox();
