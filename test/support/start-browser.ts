import { startChromium } from "./chromium.ts";
import { extensionFolder } from "./extension-build.ts";
import type { BrowserKind } from "./find-browser.ts";
import { startFirefox } from "./firefox.ts";
import type { TestBrowser } from "./test-browser.ts";

/** A real browser with the built extension, a new profile each time. */
export const startBrowser = (kind: BrowserKind): Promise<TestBrowser> =>
  kind === "chromium" ? startChromium(extensionFolder(kind)) : startFirefox(extensionFolder(kind));

/** A real browser with the extension of another folder, or with a profile that outlives it. */
export const startBrowserWith = (
  kind: BrowserKind,
  folder: string,
  options: {
    readonly profile: string;
    /** Of Firefox. */
    readonly preferences?: Readonly<Record<string, boolean>>;
  },
): Promise<TestBrowser> =>
  kind === "chromium" ? startChromium(folder, options) : startFirefox(folder, options);

/** A real browser whose profile, with all that the extension has stored, outlives it. */
export const startKeptBrowser = (kind: BrowserKind, profile: string): Promise<TestBrowser> =>
  startBrowserWith(kind, extensionFolder(kind), { profile });
