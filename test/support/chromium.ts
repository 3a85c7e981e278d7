import {
  type BrowserContext,
  type CDPSession,
  chromium,
  type Frame,
  type Locator,
  type Page,
} from "@playwright/test";
import { findBrowser } from "./find-browser.ts";
import type { ClickOptions, TestBrowser, TestFrame, TestPage } from "./test-browser.ts";

const TIMEOUT_MS = 20_000;
const STILL_MS = 2_000;
const QUIET = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-gpu",
  // Lets tests press the toolbar's button.
  "--enable-unsafe-extension-debugging",
];

export interface ChromiumOptions {
  /** Kept between starts; a new one by default. */
  readonly profile?: string;
  readonly headless?: boolean;
  readonly args?: readonly string[];
  readonly locale?: string;
  /** In place of the Chromium that is found. */
  readonly executable?: string;
}

function toFrame(frame: Frame): TestFrame {
  return {
    evaluate: <T, A>(run: (argument: A) => T | Promise<T>, argument?: A): Promise<T> =>
      frame.evaluate(run as (argument: unknown) => T | Promise<T>, argument),
    waitFor: async (check, argument, timeout = TIMEOUT_MS) => {
      await frame.waitForFunction(check as (argument: unknown) => unknown, argument, { timeout });
    },
    named: (role, name) => `role=${role}[name=${JSON.stringify(name)}s]`,
    click: async (selector, options: ClickOptions = {}) => {
      const { button = "left", modifiers = [] } = options;
      const element = frame.locator(selector).first();
      if (selector.startsWith("role=")) await standsStill(element);
      await element
        // By force: a person's mouse presses what is disabled, too.
        .click({ button, modifiers: [...modifiers], force: true });
    },
    hover: (selector) => frame.locator(selector).first().hover(),
    focus: (selector) => frame.locator(selector).first().focus(),
  };
}

/** Our own pages move what a person has not pressed yet, when an answer comes. */
async function standsStill(element: Locator): Promise<void> {
  const handle = await element.elementHandle();
  // A page in the background has no frames in which anything could stand still.
  await handle?.waitForElementState("stable", { timeout: STILL_MS }).catch(() => undefined);
}

const wrapped = new WeakMap<Page, TestPage>();

/** Playwright's page behind the tests' own face. */
function toPage(page: Page): TestPage {
  const known = wrapped.get(page);
  if (known) return known;
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  const test: TestPage = {
    ...toFrame(page.mainFrame()),
    goto: async (url) => {
      await page.goto(url);
    },
    url: () => page.url(),
    clickAt: (x, y) => page.mouse.click(x, y),
    drag: (from, to) => page.locator(from).dragTo(page.locator(to), { force: true }),
    tap: async (selector) => {
      const box = await page.locator(selector).first().boundingBox();
      if (!box) throw new Error(`no ${selector}`);
      const session = await page.context().newCDPSession(page);
      const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
      await session.send("Emulation.setTouchEmulationEnabled", { enabled: true });
      await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
      await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
      await session.send("Emulation.setTouchEmulationEnabled", { enabled: false });
      await session.detach();
    },
    press: (key) => page.keyboard.press(key),
    type: (text) => page.keyboard.type(text),
    frame: async (selector) => {
      const frame = await (await page.waitForSelector(selector)).contentFrame();
      if (!frame) throw new Error(`${selector} is no frame`);
      await frame.waitForLoadState("domcontentloaded");
      return toFrame(frame);
    },
    screenshot: async (path) => {
      await page.screenshot({ path });
    },
    setViewport: (width, height) => page.setViewportSize({ width, height }),
    emulateMedia: ({ colorScheme, forcedColors }) =>
      page.emulateMedia({
        ...(colorScheme === undefined ? {} : { colorScheme }),
        ...(forcedColors === undefined ? {} : { forcedColors: forcedColors ? "active" : "none" }),
      }),
    errors,
    bringToFront: () => page.bringToFront(),
    close: () => page.close(),
  };
  wrapped.set(page, test);
  return test;
}

/** A session that may end workers, on the page that the browser began with: a new one would come in front. */
async function enableWorkers(context: BrowserContext): Promise<CDPSession> {
  const session = await context.newCDPSession(context.pages()[0] ?? (await context.newPage()));
  await session.send("ServiceWorker.enable");
  return session;
}

/** What the browser's own page of extensions can do. */
interface Extensions {
  readonly chrome: {
    readonly developerPrivate: {
      updateProfileConfiguration(update: { inDeveloperMode: boolean }): Promise<void>;
      reload(id: string): Promise<unknown>;
      updateExtensionConfiguration(update: {
        extensionId: string;
        hostAccess: "ON_SPECIFIC_SITES";
      }): Promise<void>;
    };
  };
}

interface Uninstalls {
  readonly chrome: {
    readonly management: { uninstallSelf(options: { showConfirmDialog: false }): Promise<void> };
  };
}

export interface ChromiumBrowser extends TestBrowser {
  /** For what only this browser can show: CDP, accessibility tree, tracing. */
  readonly context: BrowserContext;
  /** Playwright's page of a test page. */
  raw(page: TestPage): Page;
}

/** Chromium with the extension of `folder` loaded. */
export async function startChromium(
  folder: string,
  options: ChromiumOptions = {},
): Promise<ChromiumBrowser> {
  const context = await chromium.launchPersistentContext(options.profile ?? "", {
    executablePath: options.executable ?? findBrowser("chromium"),
    headless: options.headless ?? true,
    viewport: options.headless === false ? null : { width: 1280, height: 800 },
    ...(options.locale === undefined ? {} : { locale: options.locale }),
    args: [
      ...QUIET,
      `--disable-extensions-except=${folder}`,
      `--load-extension=${folder}`,
      ...(options.args ?? []),
    ],
  });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
  const { protocol, host } = new URL(worker.url());
  const origin = `${protocol}//${host}`;
  let workers: Promise<CDPSession> | null = null;
  const all = new Map<TestPage, Page>();
  const register = (page: Page): TestPage => {
    const test = toPage(page);
    all.set(test, page);
    return test;
  };
  return {
    kind: "chromium",
    origin,
    context,
    raw: (test) => {
      const page = all.get(test);
      if (!page) throw new Error("a page of another browser");
      return page;
    },
    newPage: async () => register(await context.newPage()),
    openOwnPage: async (path) => {
      const page = await context.newPage();
      const test = register(page);
      await page.goto(`${origin}/${path}`);
      return test;
    },
    pages: async () => context.pages().map(register),
    pressToolbarButton: async (test) => {
      await test.bringToFront();
      const session = await context.browser()?.newBrowserCDPSession();
      if (!session) throw new Error("no browser to ask");
      const tabs = { filter: [{ type: "tab" }] };
      const { targetInfos } = await session.send("Target.getTargets", tabs);
      const { targetId } = targetInfos.find(({ url }) => url === test.url()) ?? {};
      // Newer than Playwright's list of commands.
      const send = session.send as (method: string, parameters: object) => Promise<unknown>;
      await send.call(session, "Extensions.triggerAction", { id: host, targetId });
      await session.detach();
    },
    killBackground: async () => {
      workers ??= enableWorkers(context);
      await (await workers).send("ServiceWorker.stopAllWorkers");
    },
    reloadExtension: async () => {
      const page = await context.newPage();
      await page.goto("chrome://extensions");
      await page.evaluate(async (id) => {
        const { developerPrivate } = (globalThis as unknown as Extensions).chrome;
        // Else an unpacked extension does not start again.
        await developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
        await developerPrivate.reload(id);
      }, host);
      await page.close();
    },
    uninstall: async () => {
      const page = await context.newPage();
      await page.goto(`${origin}/options.html`);
      const gone = page.waitForEvent("close");
      // The page goes with its extension, perhaps before it has answered.
      const asked = page.evaluate(() => {
        const { management } = (globalThis as unknown as Uninstalls).chrome;
        return management.uninstallSelf({ showConfirmDialog: false });
      });
      await Promise.all([gone, asked.catch(() => undefined)]);
    },
    withdrawSite: async () => {
      const page = await context.newPage();
      await page.goto("chrome://extensions");
      await page.evaluate(async (extensionId) => {
        const { developerPrivate } = (globalThis as unknown as Extensions).chrome;
        await developerPrivate.updateExtensionConfiguration({
          extensionId,
          hostAccess: "ON_SPECIFIC_SITES",
        });
      }, host);
      await page.close();
    },
    close: () => context.close(),
  };
}
