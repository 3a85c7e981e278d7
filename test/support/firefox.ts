import { setTimeout } from "node:timers/promises";
import puppeteer, {
  type Browser,
  type Frame,
  type KeyInput,
  type Page,
  Puppeteer,
} from "puppeteer-core";
import { findBrowser } from "./find-browser.ts";
import { newProfile, removeProfile } from "./firefox-profile.ts";
import { namedElements, namedSelector } from "./named-element.ts";
import type { ClickOptions, TestBrowser, TestFrame, TestPage } from "./test-browser.ts";

const TIMEOUT_MS = 60_000;
const ADDON_ID = "consent-guard@consent-guard.dev";
/** Fixed by a preference, so that the address of our own pages is known. */
const UUID = "6e1f6c5a-2d1d-4c8e-9a53-0c6f3a7b1e21";

Puppeteer.registerCustomQueryHandler("named", namedElements());

/** `Shift+Tab` as puppeteer wants it: the modifiers first held, then the key. */
async function press(page: Page, keys: string): Promise<void> {
  const parts = keys.split("+") as KeyInput[];
  const key = parts.pop();
  if (!key) return;
  for (const modifier of parts) await page.keyboard.down(modifier);
  await page.keyboard.press(key);
  for (const modifier of parts.reverse()) await page.keyboard.up(modifier);
}

function toFrame(frame: Frame): TestFrame {
  // Asked again and again: the driver's own wait sees no text that changes within its node.
  const find = async (selector: string) => {
    for (const deadline = Date.now() + TIMEOUT_MS; Date.now() < deadline; await setTimeout(50)) {
      const element = await frame.$(selector);
      if (element) return element;
    }
    throw new Error(`no ${selector}`);
  };
  return {
    evaluate: <T, A>(run: (argument: A) => T | Promise<T>, argument?: A): Promise<T> =>
      frame.evaluate(run as (argument: unknown) => T | Promise<T>, argument) as Promise<T>,
    waitFor: async (check, argument, timeout = TIMEOUT_MS) => {
      // Polled: pages in the background get no animation frames.
      const options = { timeout, polling: 50 };
      await frame.waitForFunction(check as (argument: unknown) => unknown, options, argument);
    },
    named: namedSelector,
    click: async (selector, options: ClickOptions = {}) => {
      const element = await find(selector);
      const page = frame.page();
      const modifiers = (options.modifiers ?? []) as KeyInput[];
      await element.scrollIntoView();
      for (const modifier of modifiers) await page.keyboard.down(modifier);
      await element.click({ button: options.button ?? "left" });
      for (const modifier of modifiers) await page.keyboard.up(modifier);
    },
    hover: async (selector) => (await find(selector)).hover(),
    focus: async (selector) => (await find(selector)).focus(),
  };
}

const wrapped = new WeakMap<Page, TestPage>();

function toPage(page: Page): TestPage {
  const known = wrapped.get(page);
  if (known) return known;
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  const test: TestPage = {
    ...toFrame(page.mainFrame()),
    goto: async (url) => {
      await page.goto(url, { waitUntil: "domcontentloaded" });
    },
    url: () => page.url(),
    clickAt: (x, y) => page.mouse.click(x, y),
    drag: async (from, to) => {
      const [start, end] = await Promise.all(
        [from, to].map(async (selector) => (await page.$(selector))?.clickablePoint()),
      );
      if (!start || !end) throw new Error(`no ${from} or ${to}`);
      await page.mouse.move(start.x, start.y);
      await page.mouse.down();
      await page.mouse.move(end.x, end.y, { steps: 5 });
      await page.mouse.up();
    },
    tap: (selector) => page.tap(selector),
    press: (key) => press(page, key),
    type: (text) => page.keyboard.type(text),
    frame: async (selector) => {
      const element = await page.waitForSelector(selector, { timeout: TIMEOUT_MS });
      const frame = await element?.contentFrame();
      if (!frame) throw new Error(`${selector} is no frame`);
      return toFrame(frame);
    },
    screenshot: async (path) => {
      await page.screenshot({ path: path as `${string}.png` });
    },
    setViewport: (width, height) => page.setViewport({ width, height }),
    // The protocol has no such command; the browser's own preferences hold for all its pages.
    emulateMedia: async ({ colorScheme, forcedColors }) => {
      const preferences: Record<string, number> = {
        ...(colorScheme && {
          "layout.css.prefers-color-scheme.content-override": colorScheme === "dark" ? 0 : 1,
        }),
        ...(forcedColors !== undefined && {
          "browser.display.document_color_use": forcedColors ? 2 : 0,
        }),
      };
      await inChrome(
        page.browser(),
        `for (const [name, value] of Object.entries(${JSON.stringify(preferences)}))
           Services.prefs.setIntPref(name, value);`,
      );
    },
    errors,
    bringToFront: () => page.bringToFront(),
    close: () => page.close(),
  };
  wrapped.set(page, test);
  return test;
}

interface BidiConnection {
  send(method: string, parameters: object): Promise<{ result: unknown }>;
}

/** Runs a script in the browser's own window, which only `--remote-allow-system-access` allows. Gives its value when that is a text. */
async function inChrome(browser: Browser, expression: string): Promise<string> {
  const { connection } = browser as unknown as { readonly connection: BidiConnection };
  const tree = await connection.send("browsingContext.getTree", { "moz:scope": "chrome" });
  const { contexts } = tree.result as {
    readonly contexts: readonly { readonly context: string }[];
  };
  const target = { context: contexts[0]?.context };
  const { result } = await connection.send("script.evaluate", {
    expression,
    target,
    awaitPromise: true,
  });
  const answer = result as {
    readonly type: string;
    readonly result?: { readonly value?: unknown };
  };
  if (answer.type !== "success") throw new Error(`Firefox refused: ${JSON.stringify(result)}`);
  return String(answer.result?.value ?? "");
}

export interface FirefoxBrowser extends TestBrowser {
  /** For what only this browser can show: runs a script in its own window and gives the text it ends with. */
  inChrome(expression: string): Promise<string>;
}

export interface FirefoxOptions {
  readonly headless?: boolean;
  /** The person's home folder. */
  readonly home?: string;
  /** Kept between starts; a new one by default. */
  readonly profile?: string;
  readonly preferences?: Readonly<Record<string, string | number | boolean>>;
}

/** Firefox over WebDriver BiDi with the extension of `folder` installed for the session. */
export async function startFirefox(
  folder: string,
  options: FirefoxOptions = {},
): Promise<FirefoxBrowser> {
  const profile = options.profile ?? (await newProfile());
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: findBrowser("firefox"),
    headless: options.headless ?? true,
    ...(options.home === undefined ? {} : { env: { ...process.env, HOME: options.home } }),
    userDataDir: profile,
    args: ["--remote-allow-system-access"],
    defaultViewport: { width: 1280, height: 800 },
    extraPrefsFirefox: {
      "extensions.webextensions.uuids": JSON.stringify({ [ADDON_ID]: UUID }),
      "dom.disable_open_during_load": false,
      // Firefox forgets what was installed for a session; a real extension's data stays.
      "extensions.webextensions.keepStorageOnUninstall": options.profile !== undefined,
      "extensions.webextensions.keepUuidOnUninstall": options.profile !== undefined,
      // Optional permissions are granted as if the person had said yes.
      "extensions.webextOptionalPermissionPrompts": false,
      ...options.preferences,
    },
  });
  await browser.installExtension(folder);
  const origin = `moz-extension://${UUID}`;

  const openOwn = async (path: string): Promise<Page> => {
    const page = await browser.newPage();
    const url = `${origin}/${path}`;
    // The navigation loads but never settles over BiDi, and what is asked while documents change hands fails.
    page.goto(url).catch(() => undefined);
    const isThere = (wanted: string): boolean =>
      location.href === wanted && document.readyState === "complete";
    const deadline = Date.now() + TIMEOUT_MS;
    while (!(await page.evaluate(isThere, url).catch(() => false))) {
      if (Date.now() > deadline) throw new Error(`${url} does not load`);
      await setTimeout(50);
    }
    return page;
  };

  return {
    kind: "firefox",
    origin,
    newPage: async () => {
      const page = await browser.newPage();
      await page.bringToFront();
      // Keys go astray while the browser's own chrome has the focus, such as the toolbar's popup.
      await inChrome(
        browser,
        `(() => {
          for (const panel of document.querySelectorAll("panel")) panel.hidePopup();
          window.focus();
          gBrowser.selectedBrowser.focus();
          return "";
        })()`,
      );
      return toPage(page);
    },
    inChrome: (expression) => inChrome(browser, expression),
    openOwnPage: async (path) => toPage(await openOwn(path)),
    pages: async () => (await browser.pages()).map(toPage),
    pressToolbarButton: async (page) => {
      await page.bringToFront();
      await inChrome(
        browser,
        `(async () => {
          const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
          const { extension } = WebExtensionPolicy.getByID(${JSON.stringify(ADDON_ID)});
          await ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window);
          return "";
        })()`,
      );
    },
    killBackground: async () => {
      await inChrome(
        browser,
        `(async () => {
          const { extension } = WebExtensionPolicy.getByID(${JSON.stringify(ADDON_ID)});
          // At once, even with listeners that have not answered: as when memory runs short.
          await extension.terminateBackground({
            ignoreDevToolsAttached: true,
            disableResetIdleForTest: true,
          });
          return extension.backgroundState;
        })()`,
      );
    },
    reloadExtension: async () => {
      await inChrome(
        browser,
        `(async () => {
          const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
          await (await AddonManager.getAddonByID(${JSON.stringify(ADDON_ID)})).reload();
          return "";
        })()`,
      );
    },
    uninstall: async () => {
      await inChrome(
        browser,
        `(async () => {
          const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
          await (await AddonManager.getAddonByID(${JSON.stringify(ADDON_ID)})).uninstall();
          return "";
        })()`,
      );
    },
    withdrawSite: async (pattern) => {
      await inChrome(
        browser,
        `(async () => {
          const { ExtensionPermissions } = ChromeUtils.importESModule("resource://gre/modules/ExtensionPermissions.sys.mjs");
          const { extension } = WebExtensionPolicy.getByID(${JSON.stringify(ADDON_ID)});
          const taken = { origins: [${JSON.stringify(pattern)}], permissions: [] };
          await ExtensionPermissions.remove(${JSON.stringify(ADDON_ID)}, taken, extension);
          return "";
        })()`,
      );
    },
    close: async () => {
      await browser.close();
      if (options.profile === undefined) await removeProfile(profile);
    },
  };
}
