import { fileURLToPath } from "node:url";
import { defineConfig } from "wxt";

/** Public half of the key that fixes the Chromium id mikfmnfomabfjdgfpifpcbdeehndjokj (RingCentral wants exact redirect URIs). */
const CHROMIUM_KEY =
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA8BlpilWOfg859Jkjtdw6rovZfczhBV4ME5AfRWmxd31IWyy/67mEucfJYtCiPeQLFgT5rQQJUcjYYbm9sc/OksCMOM2jE3icHZwkCv5Gd2LhpFBekhJ8uVAXPOHJlO+210ddJ6vtWHxXm0yxI0F67UzwO4ynrmoQ4jsS+AUo5fz/e6hWMWFtOzItk4qoS1dp6If+QT67MAEp0qZ9t7DcwQZhyfv6kGinjxQI1o8oT9sgOPz1n2XEjP9R/xa+JXanPOCIJvFs2GTiGLr4g0ffEZbdBo/Xq14fa+grv9qw3wc7mB4GyEOv3wgTNgkYwpxPeAjmaarR7kJmr1unY6PmHwIDAQAB";
/** What `wxt/browser` has become by the polyfill module's alias. */
const POLYFILL = /^(wxt\/browser|@wxt-dev\/webextension-polyfill\/browser)$/;
/** Takes a part out of a library; fails when the part is no longer where it was. */
const without = (name: string, file: RegExp, part: RegExp, instead: string) => ({
  name: `without-${name}`,
  transform: (code: string, id: string) => {
    if (!file.test(id)) return undefined;
    if (!part.test(code)) throw new Error(`${name}: stands elsewhere now`);
    return { code: code.replace(part, instead), map: null };
  },
});

/** The browser's own API instead of the 10 kB polyfill, whose promises it has by itself. */
const thinBrowserApi = () => ({
  name: "thin-browser-api",
  enforce: "pre" as const,
  resolveId: (id: string) =>
    POLYFILL.test(id)
      ? fileURLToPath(new URL("lib/browser/page-api.ts", import.meta.url))
      : undefined,
});

/** What no page of ours may do, or does. */
const restraints = () => [
  // Its compiler of schemas, and the probe for it, which each page would report as a breach of its policy.
  without(
    "zod-compiler",
    /zod\/v4\/core\/schemas\.js$/,
    /const jit = !core\.globalConfig\.jitless;/,
    "const jit = false;",
  ),
  // `dangerouslySetInnerHTML`: no text of ours or of anybody's becomes markup.
  without(
    "preact-html",
    /\/preact\/dist\/preact\.(?:module\.js|mjs)$/,
    /\(\w+\.innerHTML=\w+\.__html\)/,
    "0",
  ),
];

/** What no page of ours can open without. Numbering plans, three times as large, are not reachable from it. */
const OWN_PAGES =
  /[/](?:preact|lucide-preact|components[/](?:ui|health|texts|FailureBanner|sites[/]PolicySitesBanner)|entrypoints[/]own-page|lib[/](?:browser|ui|failure|phone[/]e164))\b|preload-helper/;
const GECKO_ID = "consent-guard@consent-guard.dev";

const RINGCENTRAL_HOSTS = [
  "https://platform.ringcentral.com/*",
  "https://platform.ringcentral.biz/*",
];
const LOOPBACK_HOSTS = ["http://127.0.0.1/*", "http://localhost/*"];

export default defineConfig({
  manifestVersion: 3,
  imports: false,
  vite: () => ({
    // Every browser that runs this has it.
    build: {
      modulePreload: { polyfill: false },
      // Else `light-dark()` is made into something that no theme but the system's reaches.
      cssTarget: ["chrome131", "firefox140"],
    },
    plugins: restraints(),
    worker: { plugins: restraints },
  }),
  modules: ["@wxt-dev/webextension-polyfill"],
  manifest: ({ browser, mode }) => {
    const firefox = browser === "firefox";
    const e2e = mode === "e2e";
    return {
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
      host_permissions: e2e ? [...RINGCENTRAL_HOSTS, ...LOOPBACK_HOSTS] : RINGCENTRAL_HOSTS,
      optional_host_permissions: ["https://*/*", "http://*/*"],
      commands: {
        _execute_action: { suggested_key: { default: "Alt+Shift+C" } },
        "check-selection": {
          suggested_key: { default: "Alt+Shift+X" },
          description: "__MSG_commandCheckSelection__",
        },
      },
      omnibox: { keyword: "consent" },
      action: { default_title: "__MSG_extensionName__" },
      ...(firefox
        ? {
            browser_specific_settings: {
              gecko: {
                id: GECKO_ID,
                strict_min_version: "140.0",
                data_collection_permissions: { required: ["none"] },
              },
            },
          }
        : {
            key: CHROMIUM_KEY,
            minimum_chrome_version: "131",
            storage: { managed_schema: "managed-schema.json" },
          }),
      // Firefox upgrades ws: and http: to their secure forms by default; the emulator on loopback has neither.
      ...(firefox && e2e
        ? { content_security_policy: { extension_pages: "script-src 'self'; object-src 'self'" } }
        : {}),
    };
  },
  hooks: {
    // What pages wait for is as little as possible.
    "vite:build:extendConfig": (entrypoints, config) => {
      if (entrypoints.some((entrypoint) => entrypoint.type === "popup")) {
        // Our pages share most of their code: in one file, instead of one for each piece, they open sooner.
        config.build = {
          ...config.build,
          rolldownOptions: {
            ...config.build?.rolldownOptions,
            output: {
              ...config.build?.rolldownOptions?.output,
              codeSplitting: {
                includeDependenciesRecursively: false,
                groups: [{ name: "pages", minShareCount: 2, test: OWN_PAGES }],
              },
            },
          },
        };
        config.plugins = [thinBrowserApi(), ...(config.plugins ?? [])];
      }
      if (entrypoints.some((entrypoint) => entrypoint.type === "unlisted-script")) {
        // A tenth smaller than the default's.
        config.build = {
          ...config.build,
          minify: "esbuild",
          rolldownOptions: {
            ...config.build?.rolldownOptions,
            // Else the numbering plans are there twice.
            optimization: { inlineConst: false },
          },
        };
        config.plugins = [
          thinBrowserApi(),
          // What it logs of a crash the browser logs anyway.
          without(
            "launcher",
            /virtual:wxt-unlisted-script-entrypoint/,
            /import \{ initPlugins \}[\s\S]*(?=export \{ result as default)/,
            "const result = definition.main();\n",
          ),
          ...(config.plugins ?? []),
        ];
      }
    },
  },
});
