import type { CDPSession, Frame, Page } from "@playwright/test";
import type { ChromiumBrowser } from "./chromium.ts";
import type { FirefoxBrowser } from "./firefox.ts";
import type { TestBrowser } from "./test-browser.ts";

/** Sees every text that leaves the browser. Nothing is registered with the system, and nothing is really launched. */
export interface ExternalLaunches {
  /** Addresses in the order in which they left since the last `clear`. */
  list(): Promise<readonly string[]>;
  clear(): Promise<void>;
}

/** Schemes that the tests launch. */
const SCHEMES = ["sms", "smsto", "mms", "mmsto", "rcapp", "rcmobile", "tel"];
const LOOPBACK = /^(?:https?:\/\/(?:localhost|127\.0\.0\.1)[:/]|about:|data:|blob:|chrome|moz-)/;

/** Chromium: the renderer's own word that it asks for a navigation, after every page event that could prevent it. */
async function watchChromium(browser: ChromiumBrowser): Promise<ExternalLaunches> {
  const seen: string[] = [];
  const sessions = new Set<Page | Frame>();
  const note = ({ url }: { url: string }): void => {
    if (url !== "" && !LOOPBACK.test(url)) seen.push(url);
  };
  const watch = async (session: CDPSession): Promise<void> => {
    session.on("Page.frameRequestedNavigation", note);
    session.on("Page.windowOpen", note);
    await session.send("Page.enable");
  };
  const attach = async (target: Page | Frame): Promise<void> => {
    if (sessions.has(target)) return;
    sessions.add(target);
    // A frame of the same process has no session of its own: its page's session tells of it.
    const session = await browser.context.newCDPSession(target).catch(() => null);
    if (session) await watch(session).catch(() => undefined);
    else sessions.delete(target);
  };
  const attachPage = async (page: Page): Promise<void> => {
    page.on("framenavigated", (frame) => {
      if (frame.parentFrame()) void attach(frame);
    });
    await attach(page);
  };
  browser.context.on("page", (page) => void attachPage(page));
  await Promise.all(browser.context.pages().map(attachPage));
  return {
    list: async () => [...seen],
    clear: async () => {
      seen.length = 0;
    },
  };
}

/** Firefox: in the place of the dialog that asks which application to use. */
async function watchFirefox(browser: FirefoxBrowser): Promise<ExternalLaunches> {
  await browser.inChrome(`(() => {
    const { nsContentDispatchChooser } = ChromeUtils.importESModule(
      "resource://gre/modules/ContentDispatchChooser.sys.mjs"
    );
    globalThis.launches = [];
    nsContentDispatchChooser.prototype.handleURI = async (_handler, uri) => {
      launches.push(uri.spec);
    };
    // Without an application for a scheme, Firefox drops its links before they come so far.
    const service = Cc["@mozilla.org/uriloader/external-protocol-service;1"]
      .getService(Ci.nsIExternalProtocolService);
    const store = Cc["@mozilla.org/uriloader/handler-service;1"].getService(Ci.nsIHandlerService);
    for (const scheme of ${JSON.stringify(SCHEMES)}) {
      const info = service.getProtocolHandlerInfo(scheme);
      const app = Cc["@mozilla.org/uriloader/web-handler-app;1"]
        .createInstance(Ci.nsIWebHandlerApp);
      app.name = "test";
      app.uriTemplate = "https://localhost/%s";
      info.possibleApplicationHandlers.appendElement(app);
      info.preferredApplicationHandler = app;
      info.preferredAction = Ci.nsIHandlerInfo.useHelperApp;
      info.alwaysAskBeforeHandling = false;
      store.store(info);
    }
    // Web pages that text are seen when they are asked for, and asked for no further.
    Services.obs.addObserver((subject) => {
      const channel = subject.QueryInterface(Ci.nsIHttpChannel);
      const { spec } = channel.URI;
      if (!channel.isDocument || ${LOOPBACK}.test(spec)) return;
      launches.push(spec);
      channel.cancel(Cr.NS_BINDING_ABORTED);
    }, "http-on-modify-request");
    return "";
  })()`);
  return {
    list: async () => JSON.parse(await browser.inChrome("JSON.stringify(launches)")) as string[],
    clear: async () => {
      await browser.inChrome("(launches.length = 0, '')");
    },
  };
}

const watching = new WeakMap<TestBrowser, Promise<ExternalLaunches>>();

/** The same for one browser, however often it is asked. */
export function watchLaunches(browser: TestBrowser): Promise<ExternalLaunches> {
  const launches =
    watching.get(browser) ??
    (browser.kind === "chromium"
      ? watchChromium(browser as ChromiumBrowser)
      : watchFirefox(browser as FirefoxBrowser));
  watching.set(browser, launches);
  return launches;
}
