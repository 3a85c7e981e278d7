type BrowserApi = typeof globalThis.chrome;

/** The browser's own API for content scripts: both browsers return promises under Manifest V3. */
export const browser: BrowserApi =
  (globalThis as { browser?: BrowserApi }).browser ?? globalThis.chrome;
