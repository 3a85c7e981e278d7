import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { extensionFolder } from "../../support/extension-build.ts";
import type { BrowserKind } from "../../support/find-browser.ts";

const KINDS: readonly BrowserKind[] = ["chromium", "firefox"];

const read = (folder: string, file: string): Promise<string> =>
  readFile(join(folder, file), "utf8");

async function files(folder: string, ends: string): Promise<string[]> {
  const all = await readdir(folder, { recursive: true });
  return all.filter((name) => name.endsWith(ends));
}

/** What both stores get, apart from what each browser alone needs. */
const COMMON = {
  manifest_version: 3,
  name: "__MSG_extensionName__",
  description: "__MSG_extensionDescription__",
  default_locale: "en",
  permissions: [
    "activeTab",
    "alarms",
    "contextMenus",
    "identity",
    "scripting",
    "storage",
    "unlimitedStorage",
  ],
  optional_permissions: ["notifications"],
  host_permissions: ["https://platform.ringcentral.com/*", "https://platform.ringcentral.biz/*"],
  optional_host_permissions: ["https://*/*", "http://*/*"],
  commands: {
    _execute_action: { suggested_key: { default: "Alt+Shift+C" } },
    "check-selection": {
      suggested_key: { default: "Alt+Shift+X" },
      description: "__MSG_commandCheckSelection__",
    },
  },
  omnibox: { keyword: "consent" },
  action: { default_title: "Consent Guard", default_popup: "popup.html" },
  options_ui: { open_in_tab: true, page: "options.html" },
};

const OWN: Readonly<Record<BrowserKind, object>> = {
  chromium: {
    key: expect.stringMatching(/^MII/),
    minimum_chrome_version: "131",
    storage: { managed_schema: "managed-schema.json" },
    background: { service_worker: "background.js" },
  },
  firefox: {
    browser_specific_settings: {
      gecko: {
        id: "consent-guard@consent-guard.dev",
        strict_min_version: "140.0",
        data_collection_permissions: { required: ["none"] },
      },
    },
    background: { scripts: ["background.js"] },
  },
};

for (const kind of KINDS) {
  const store = extensionFolder(kind, "store");

  test(`the store's manifest for ${kind} asks for exactly what it did`, async () => {
    const { version, icons, ...manifest } = JSON.parse(await read(store, "manifest.json"));
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Object.keys(icons)).toEqual(["16", "32", "48", "96", "128"]);
    expect(manifest).toEqual({ ...COMMON, ...OWN[kind] });
  });

  test(`the build for tests differs from ${kind}'s in its loopback hosts alone`, async () => {
    const e2e = JSON.parse(await read(extensionFolder(kind), "manifest.json"));
    const manifest = JSON.parse(await read(store, "manifest.json"));
    expect(e2e).toEqual({
      ...manifest,
      host_permissions: [...manifest.host_permissions, "http://127.0.0.1/*", "http://localhost/*"],
      ...(kind === "firefox"
        ? { content_security_policy: { extension_pages: "script-src 'self'; object-src 'self'" } }
        : {}),
    });
  });

  test(`${kind}'s build loads no code from elsewhere`, async () => {
    for (const file of await files(store, ".html")) {
      const sources = (await read(store, file)).matchAll(/\b(?:src|href)="([^"]*)"/g);
      for (const [, source = ""] of sources) expect(source, file).toMatch(/^\/(?!\/)/);
    }
    for (const file of await files(store, ".js")) {
      const code = await read(store, file);
      expect(code, file).not.toMatch(/\bimport\(\s*["'`]https?:/);
      expect(code, file).not.toMatch(/\bimportScripts\(|\.createElement\(["'`]script["'`]\)/);
      expect(code, file).not.toMatch(/(?<![.\w$])eval\(/);
    }
  });
}

/** What it warns of in vain; docs/store.md says why of each. */
const KNOWN_WARNINGS = ["KEY_FIREFOX_ANDROID_UNSUPPORTED_BY_MIN_VERSION"];

test("Firefox's own linter has no errors, and warns of what is known only", async () => {
  const lint = fileURLToPath(
    new URL("../../../node_modules/web-ext/bin/web-ext.js", import.meta.url),
  );
  const { stdout } = await promisify(execFile)(process.execPath, [
    lint,
    "lint",
    "--source-dir",
    extensionFolder("firefox", "store"),
    "--output",
    "json",
  ]);
  const { errors, warnings } = JSON.parse(stdout) as {
    readonly errors: readonly unknown[];
    readonly warnings: readonly { readonly code: string }[];
  };
  expect(errors).toEqual([]);
  expect(warnings.map(({ code }) => code).sort()).toEqual(KNOWN_WARNINGS);
});
