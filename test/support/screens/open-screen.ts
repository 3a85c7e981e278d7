import type { BrowserContext, Page } from "@playwright/test";
import type { Texts } from "../../../lib/ui/texts.ts";
import { installCannedWorker } from "./canned-jobs.ts";
import { NOW } from "./fixtures.ts";
import type { Screen } from "./screen.ts";

type Sender = { runtime?: { sendMessage: unknown } };

/** Opens a screen of the built extension; the background's answers are canned, all else is real. */
export async function openScreen(
  context: BrowserContext,
  origin: string,
  screen: Screen,
  texts: Texts,
): Promise<Page> {
  const page = await context.newPage();
  await page.clock.setFixedTime(NOW);
  await page.addInitScript((answers: Readonly<Record<string, unknown>>) => {
    const sendMessage = (message: { name: string }, callback?: (reply: unknown) => void) => {
      if (!(message.name in answers)) return new Promise(() => undefined);
      const reply = answers[message.name];
      if (callback) setTimeout(callback, 0, reply);
      return Promise.resolve(reply);
    };
    const realm = globalThis as unknown as { browser?: Sender; chrome?: Sender };
    for (const api of [realm.browser, realm.chrome]) {
      if (api?.runtime) api.runtime.sendMessage = sendMessage;
    }
  }, screen.answers);
  if (screen.jobs) {
    const content = `(${installCannedWorker})(${JSON.stringify(screen.jobs)})`;
    await page.addInitScript({ content });
  }
  await page.goto(`${origin}/${screen.path}`);
  await page.locator("h1").first().waitFor();
  if (screen.path.startsWith("popup") && screen.answers["state/get"]?.ok) {
    // What comes behind the popup's first frame.
    await page.locator("main > [aria-live]").waitFor({ state: "attached" });
  }
  if ("state/get" in screen.answers) {
    await page.waitForFunction(() => !document.querySelector(".skeleton"));
  }
  // What RingCentral itself says comes when a typed number has stood for a moment.
  if ("consent/check" in screen.answers && screen.path.includes("number=")) {
    await page.locator(".check-card").waitFor();
  }
  await screen.steps?.(page, texts);
  return page;
}

/** Texts in this language from now on: the person's own choice, kept where the pages look for it. */
export async function chooseLanguage(
  context: BrowserContext,
  origin: string,
  language: string,
): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${origin}/options.html`);
  await page.evaluate(
    async (settings) => {
      type Area = { set(items: object): Promise<void>; clear(): Promise<void> };
      const { chrome } = globalThis as unknown as { chrome: { storage: { local: Area } } };
      // What screens of the language before have chosen.
      await chrome.storage.local.clear();
      await chrome.storage.local.set({ settings });
    },
    { language },
  );
  await page.close();
}
