import type { Browser } from "wxt/browser";

type BrowserApi = typeof Browser;
const realm = globalThis as unknown as { browser?: BrowserApi; chrome?: BrowserApi };

/** The browser's own API, for content scripts and our own pages: both browsers return promises under Manifest V3. */
export const browser = (realm.browser ?? realm.chrome) as BrowserApi;
