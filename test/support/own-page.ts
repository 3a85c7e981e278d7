import type {
  AppState,
  MessageName,
  PageStatus,
  Reply,
  RequestOf,
  ResponseOf,
} from "../../lib/messages/protocol.ts";
import type { Settings } from "../../lib/settings/settings.ts";
import type { TestBrowser, TestPage } from "./test-browser.ts";

interface Api {
  readonly storage: { readonly local: { set(items: object): Promise<void> } };
  readonly runtime: { sendMessage(message: unknown): Promise<unknown> };
  readonly tabs: { query(filter: object): Promise<{ id: number; url?: string }[]> };
  readonly extension: { getViews(filter: { type: "popup" }): Window[] };
  readonly scripting: {
    executeScript(injection: object): Promise<{ result: unknown }[]>;
  };
}
declare const browser: Api | undefined;
declare const chrome: Api;

interface Card {
  readonly text: string;
  readonly buttons: string[];
  /** Address of each link by what it says. */
  readonly links: Readonly<Record<string, string>>;
  /** The middle of each button, in its frame's window. */
  readonly places: { readonly x: number; readonly y: number }[];
  /** Of its colours. */
  readonly scheme: string;
  /** Whether a person can see it: laid out, opaque, within the window. */
  readonly visible: boolean;
}

/** What one of our own pages can do, without its buttons: for bringing a browser into a state, never for what a test is about. */
export interface OwnPage {
  readonly page: TestPage;
  /** @throws Error with the failure's code when the background refuses */
  send<N extends MessageName>(name: N, payload: RequestOf<N>): Promise<ResponseOf<N>>;
  /** Connects and waits until the pairs are loaded. */
  signIn(settings: Partial<Settings>): Promise<AppState>;
  /** Loads again and waits for its end. */
  sync(): Promise<AppState>;
  /** Texts and buttons of our card on the page whose address begins so, in whichever frame; null while there is none. */
  card(address: string): Promise<Card | null>;
  /** What the popup over a page says; empty while none is open. */
  popup(): Promise<string>;
  /** What the picker says on the page whose address begins so, in whichever frame, and its colours; empty while there is none. */
  picker(address: string): Promise<{ readonly text: string; readonly scheme: string }>;
  /** Sends a message as a content script in the page whose address begins so would, whatever it is. */
  sendFrom(address: string, message: unknown): Promise<unknown>;
  /** What a content script in the page whose address begins so can read of the extension's storage. */
  readStorageFrom(
    address: string,
  ): Promise<{ readonly local: unknown; readonly session: unknown; readonly databases: unknown }>;
  /** What the background knows of the page whose address begins so. @throws Error when there is none */
  pageStatus(address: string): Promise<PageStatus>;
  close(): Promise<void>;
}

export async function openOwn(browserUnderTest: TestBrowser): Promise<OwnPage> {
  const page = await browserUnderTest.openOwnPage("options.html");
  // Told once on each computer; here each test is a new one.
  await page.evaluate(() =>
    (typeof browser === "undefined" ? chrome : browser).storage.local.set({ "hint-shown": true }),
  );

  const send = async <N extends MessageName>(
    name: N,
    payload: RequestOf<N>,
  ): Promise<ResponseOf<N>> => {
    const reply = (await page.evaluate(
      (message) => (typeof browser === "undefined" ? chrome : browser).runtime.sendMessage(message),
      { name, payload },
    )) as Reply<N>;
    if (reply.ok) return reply.value;
    throw new Error(`${name}: ${reply.failure.code} ${reply.failure.detail ?? ""}`);
  };

  const settled = async (after: number): Promise<AppState> => {
    for (;;) {
      const state = await send("state/get", {});
      const { phase, lastSuccess, failures } = state.sync;
      const done = (lastSuccess ?? 0) >= after || (failures[0]?.at ?? 0) >= after;
      if (phase !== "loading" && done) return state;
    }
  };

  return {
    page,
    send,
    signIn: async (settings) => {
      const started = Date.now();
      await send("settings/update", settings);
      await send("session/connect", {});
      const state = await settled(started);
      if (state.sync.lastSuccess === null) {
        throw new Error(`no load: ${JSON.stringify(state.sync.failures[0])}`);
      }
      return state;
    },
    sync: async () => {
      const started = Date.now();
      await send("sync/run", {});
      return settled(started);
    },
    sendFrom: async (address, message) => {
      const answered = await page.evaluate(
        async ({ begin, sent }) => {
          const api = typeof browser === "undefined" ? chrome : browser;
          const tab = (await api.tabs.query({})).find(({ url }) => url?.startsWith(begin));
          if (!tab) throw new Error(`no tab shows ${begin}`);
          const [answer] = await api.scripting.executeScript({
            target: { tabId: tab.id },
            args: [sent],
            func: (given: unknown) =>
              (typeof browser === "undefined" ? chrome : browser).runtime.sendMessage(given),
          });
          // As one text: a large answer takes BiDi long otherwise.
          return JSON.stringify(answer?.result ?? null);
        },
        { begin: address, sent: message },
      );
      return JSON.parse(answered) as unknown;
    },
    readStorageFrom: (address) =>
      page.evaluate(async (begin) => {
        const api = typeof browser === "undefined" ? chrome : browser;
        const tab = (await api.tabs.query({})).find(({ url }) => url?.startsWith(begin));
        if (!tab) throw new Error(`no tab shows ${begin}`);
        const [answer] = await api.scripting.executeScript({
          target: { tabId: tab.id },
          func: async () => {
            type Area = { get(key: null): Promise<unknown> } | undefined;
            const { storage } = (typeof browser === "undefined" ? chrome : browser) as unknown as {
              storage: { local: Area; session: Area };
            };
            const read = async (area: Area): Promise<unknown> => {
              try {
                return (await area?.get(null)) ?? "refused";
              } catch {
                return "refused";
              }
            };
            return {
              local: await read(storage.local),
              session: await read(storage.session),
              databases: (await indexedDB.databases()).map(({ name }) => name),
            };
          },
        });
        return answer?.result as { local: unknown; session: unknown; databases: unknown };
      }, address),
    pageStatus: async (address) => {
      const tabId = await page.evaluate(async (begin) => {
        const { tabs } = typeof browser === "undefined" ? chrome : browser;
        return (await tabs.query({})).find(({ url }) => url?.startsWith(begin))?.id;
      }, address);
      if (tabId === undefined) throw new Error(`no tab shows ${address}`);
      return send("page/status", { tabId });
    },
    popup: () =>
      page.evaluate(() => {
        const { extension } = typeof browser === "undefined" ? chrome : browser;
        return extension.getViews({ type: "popup" })[0]?.document.body.innerText ?? "";
      }),
    picker: (address) =>
      page.evaluate(async (begin) => {
        const api = typeof browser === "undefined" ? chrome : browser;
        const tab = (await api.tabs.query({})).find(({ url }) => url?.startsWith(begin));
        const none = { text: "", scheme: "" };
        if (!tab) return none;
        const answers = await api.scripting.executeScript({
          target: { tabId: tab.id, allFrames: true },
          func: () => {
            type Opens = { openOrClosedShadowRoot(element: HTMLElement): ShadowRoot | null };
            const host = document.querySelector<HTMLElement>("consent-guard-picker");
            if (!host) return null;
            const { dom } = (globalThis as { chrome?: { dom?: Opens } }).chrome ?? {};
            const root = dom
              ? dom.openOrClosedShadowRoot(host)
              : (host as unknown as { openOrClosedShadowRoot: ShadowRoot | null })
                  .openOrClosedShadowRoot;
            const bar = root?.querySelector<HTMLElement>("section:not([hidden])");
            return bar ? { text: bar.innerText, scheme: getComputedStyle(bar).colorScheme } : null;
          },
        });
        return (answers.find(({ result }) => result)?.result ?? none) as typeof none;
      }, address),
    card: (address) =>
      page.evaluate(async (begin) => {
        const api = typeof browser === "undefined" ? chrome : browser;
        const tab = (await api.tabs.query({})).find(({ url }) => url?.startsWith(begin));
        if (!tab) return null;
        const answers = await api.scripting.executeScript({
          target: { tabId: tab.id, allFrames: true },
          func: () => {
            // A page may have named a form `querySelector`.
            const all = Document.prototype.querySelectorAll.call(
              document,
              "[data-consent-guard-card]",
            );
            const host = all[0] as HTMLElement | undefined;
            if (!host) return null;
            const { dom } =
              (
                globalThis as {
                  chrome?: { dom?: { openOrClosedShadowRoot(e: HTMLElement): ShadowRoot | null } };
                }
              ).chrome ?? {};
            const root = dom
              ? dom.openOrClosedShadowRoot(host)
              : (host as unknown as { openOrClosedShadowRoot: ShadowRoot | null })
                  .openOrClosedShadowRoot;
            if (!root) return null;
            const section = root.querySelector("section");
            const { left, right, top, bottom, width, height } =
              section?.getBoundingClientRect() ?? new DOMRect();
            return {
              visible:
                section?.checkVisibility({ opacityProperty: true, visibilityProperty: true }) ===
                  true &&
                Math.min(width, height) > 60 &&
                Math.min(left, top) >= 0 &&
                right <= innerWidth &&
                bottom <= innerHeight,
              scheme: section ? getComputedStyle(section).colorScheme : "",
              text: section?.innerText ?? "",
              links: Object.fromEntries(
                [...root.querySelectorAll("a")].map((link) => [link.innerText, link.href]),
              ),
              buttons: [...root.querySelectorAll("button")].map((button) => button.innerText),
              places: [...root.querySelectorAll("button")].map((button) => {
                const { left, top, width, height } = button.getBoundingClientRect();
                return { x: left + width / 2, y: top + height / 2 };
              }),
            };
          },
        });
        return (answers.find(({ result }) => result)?.result ?? null) as Card | null;
      }, address),
    close: () => page.close(),
  };
}
