import type { Page } from "@playwright/test";
import type { PageStatus, ResponseOf } from "../../../lib/messages/protocol.ts";
import type { E164 } from "../../../lib/phone/e164.ts";
import type { Texts } from "../../../lib/ui/texts.ts";
import {
  appState,
  CUSTOMER,
  checkResult,
  NOW,
  optOut,
  pair,
  SUPPORT,
  signedOut,
  TOLL_FREE,
  verdict,
} from "./fixtures.ts";
import { LISTS } from "./list-screens.ts";
import { RECORDS } from "./records-screens.ts";
import { type Answers, ok, type Screen, stateIs } from "./screen.ts";
import { SEE } from "./see-screens.ts";

const SALES = "+16505550102" as E164;
const everywhere = verdict("opted-out", [optOut({ from: null, coverage: "Account" })]);
const numbersOfAccount: Answers = {
  "numbers/list": ok<"numbers/list">({
    numbers: [
      {
        phoneNumber: SUPPORT,
        label: "Support",
        features: ["SmsSender", "MmsSender"],
        tollFree: false,
        primary: true,
      },
      {
        phoneNumber: SALES,
        label: "Sales",
        features: ["SmsSender"],
        tollFree: false,
        primary: false,
      },
      {
        phoneNumber: TOLL_FREE,
        label: "Campaigns",
        features: ["A2PSmsSender"],
        tollFree: true,
        primary: false,
      },
    ],
  }),
};

const pattern = "https://acme.pipedrive.com/*";
const site = { pattern, granted: true, paused: false, fromPolicy: false };
const onPage = (status: PageStatus, state = appState()): Answers => ({
  ...stateIs(state),
  "page/status": ok<"page/status">(status),
  "page/numbers": ok<"page/numbers">({
    total: 12,
    numbers: Array.from({ length: 12 }, (_, index) => ({
      recipient: `+1415555${2600 + index}` as E164,
      kind: index < 3 ? "opted-out" : index === 3 ? "partly-opted-out" : "clear",
    })),
  }),
});
const guarded: PageStatus = {
  kind: "guarded",
  pattern,
  report: {
    numbers: 12,
    optedOut: 3,
    partlyOptedOut: 1,
    optInMissing: 2,
    unverified: 0,
    routes: 12,
    blockedRoutes: 4,
  },
  attempts: 1,
};

const checking = (result: Partial<ResponseOf<"consent/check">>, more: Answers = {}): Answers => ({
  ...stateIs(),
  "consent/check": ok<"consent/check">(checkResult({ live: true, ...result })),
  ...more,
});
const CHECK = `popup.html?number=${encodeURIComponent(CUSTOMER)}`;
const PAGE = "popup.html?tab=1";
const change = { from: null, to: CUSTOMER, optStatus: "OptOut" } as const;
const report = (value: ResponseOf<"consent/change">): Answers => ({
  "consent/change": ok<"consent/change">(value),
});
const press =
  (key: "opt_out_action" | "opt_in_action") =>
  async (page: Page, { t }: Texts) => {
    await page.getByRole("button", { name: t(key) }).click();
    await page.getByRole("dialog").waitFor();
  };
const optOutNow = async (page: Page, texts: Texts): Promise<void> => {
  await press("opt_out_action")(page, texts);
  const confirm = page
    .getByRole("dialog")
    .getByRole("button", { name: texts.t("opt_out_confirm") });
  await confirm.click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
};
const failures = [
  { code: "server-error", detail: "503 CMN-211", at: NOW - 60_000 },
  { code: "rate-limited", at: NOW - 900_000 },
] as const;

const POPUP: readonly Screen[] = [
  { name: "popup-loading", path: "popup.html", answers: {} },
  {
    name: "popup-no-background",
    path: "popup.html",
    answers: { "state/get": { ok: false, failure: { code: "unexpected", detail: "no answer" } } },
  },
  {
    name: "popup-not-set-up",
    path: "popup.html",
    answers: stateIs(appState({ session: signedOut(), settings: { clientId: "" } })),
  },
  {
    name: "popup-signed-out",
    path: "popup.html",
    answers: stateIs(appState({ session: signedOut() })),
  },
  {
    name: "popup-session-ended",
    path: "popup.html",
    answers: stateIs(appState({ session: signedOut("session-ended") })),
  },
  {
    name: "popup-first-load",
    path: "popup.html",
    answers: stateIs(
      appState({ sync: { phase: "loading", lastSuccess: null, recordsRead: 48_000 } }),
    ),
  },
  {
    name: "popup-rate-limited",
    path: "popup.html",
    answers: stateIs(
      appState({
        sync: {
          phase: "waiting",
          failures: [{ code: "rate-limited", at: NOW, retryAt: NOW + 60_000 }],
        },
      }),
    ),
  },
  {
    name: "popup-damaged",
    path: "popup.html",
    answers: stateIs(appState({ sync: { damaged: true } })),
  },
  {
    name: "popup-unproven",
    path: "popup.html",
    answers: stateIs(appState({ sync: { unproven: true } })),
  },
  {
    name: "popup-disk-full",
    path: "popup.html",
    answers: stateIs(appState({ sync: { failures: [{ code: "storage-full", at: NOW }] } })),
  },
  {
    name: "popup-on-demand",
    path: "popup.html",
    answers: stateIs(appState({ sync: { onDemand: "refused" } })),
  },
  {
    name: "popup-offline",
    path: "popup.html",
    answers: stateIs(
      appState({ sync: { failures: [{ code: "offline", at: NOW }] }, waitingChanges: 2 }),
    ),
  },
  {
    name: "popup-refused-changes",
    path: "popup.html",
    answers: stateIs(
      appState({
        refusedChanges: [
          { id: 1, at: NOW, change, errorCode: "CMN-101", message: "Toll-free block" },
          { id: 2, at: NOW, change, errorCode: "changed-meanwhile", message: "" },
        ],
      }),
    ),
  },
  {
    name: "popup-stale",
    path: "popup.html",
    answers: stateIs(appState({ sync: { lastSuccess: NOW - 10_800_000 } })),
  },
  {
    name: "popup-policy-sites",
    path: PAGE,
    answers: onPage(
      { kind: "needs-permission", pattern },
      appState({ locked: ["sites"], sites: [{ ...site, granted: false, fromPolicy: true }] }),
    ),
  },
  {
    name: "popup-page-not-guarded",
    path: PAGE,
    answers: onPage({ kind: "not-a-site", origin: "https://acme.pipedrive.com", pattern }),
  },
  {
    name: "popup-page-browser",
    path: PAGE,
    answers: onPage({ kind: "not-a-site", origin: null, pattern: null }),
  },
  {
    name: "popup-page-not-in-policy",
    path: PAGE,
    answers: onPage(
      { kind: "not-a-site", origin: "https://acme.pipedrive.com", pattern },
      appState({ locked: ["sites"] }),
    ),
  },
  { name: "popup-page-paused", path: PAGE, answers: onPage({ kind: "paused", pattern }) },
  { name: "popup-page-guarded", path: PAGE, answers: onPage(guarded) },
  {
    name: "popup-page-picked",
    path: PAGE,
    answers: onPage(guarded),
    steps: async (page, { t }) => {
      for (const index of [0, 2]) await page.locator(".page-numbers input").nth(index).check();
      await page.getByText(t("legend"), { exact: true }).click();
    },
  },
  {
    name: "popup-opted-out",
    path: CHECK,
    answers: checking({
      overall: everywhere,
      pairs: [pair(SUPPORT, "Support", everywhere), pair(TOLL_FREE, "Campaigns", everywhere, true)],
    }),
  },
  { name: "popup-partly-opted-out", path: CHECK, answers: checking({}) },
  {
    name: "popup-sender",
    path: CHECK,
    answers: checking({}),
    steps: async (page, { t }) => {
      await page.getByLabel(t("sender"), { exact: true }).selectOption({ index: 2 });
      await page.getByText(t("sender_others_differ")).waitFor();
    },
  },
  {
    name: "popup-clear",
    path: CHECK,
    answers: checking({
      overall: verdict("clear"),
      pairs: [pair(SUPPORT, "Support", verdict("clear")), pair(SALES, "Sales", verdict("clear"))],
    }),
  },
  {
    name: "popup-opt-in-missing",
    path: CHECK,
    answers: checking({
      overall: verdict("opt-in-missing"),
      pairs: [
        pair(SUPPORT, "Support", verdict("opt-in-missing")),
        pair(SALES, "Sales", verdict("clear")),
      ],
    }),
  },
  {
    name: "popup-unverified",
    path: CHECK,
    answers: checking({
      live: false,
      overall: verdict("unverified", [], { reason: "stale" }),
      pairs: [pair(SUPPORT, "Support", verdict("unverified", [], { reason: "stale" }))],
      failure: { code: "timed-out" },
    }),
  },
  { name: "popup-not-a-number", path: "popup.html?number=1234567890123456789", answers: stateIs() },
  {
    name: "popup-history",
    path: CHECK,
    answers: checking(
      {},
      {
        "consent/history": ok<"consent/history">({
          entries: [
            {
              from: SUPPORT,
              to: CUSTOMER,
              optStatus: "OptOut",
              source: "Recipient",
              createdAt: "2026-03-03T10:00:00Z",
            },
            {
              from: null,
              to: CUSTOMER,
              optStatus: "OptIn",
              source: "Api",
              createdAt: "2025-11-20T08:30:00Z",
            },
          ],
          malformed: 1,
        }),
      },
    ),
    steps: async (page, { t }) => {
      await page.getByText(t("history"), { exact: true }).click();
      await page.locator(".history ol").waitFor();
    },
  },
  { name: "popup-opt-out", path: CHECK, answers: checking({}), steps: press("opt_out_action") },
  { name: "popup-opt-in", path: CHECK, answers: checking({}), steps: press("opt_in_action") },
  {
    name: "popup-change-done",
    path: CHECK,
    answers: checking({}, report({ done: [change], failed: [], queued: [] })),
    steps: optOutNow,
  },
  {
    name: "popup-change-queued",
    path: CHECK,
    answers: checking({}, report({ done: [], failed: [], queued: [change] })),
    steps: optOutNow,
  },
  {
    name: "popup-change-refused",
    path: CHECK,
    answers: checking(
      {},
      report({
        done: [],
        failed: [{ change, errorCode: "CMN-101", message: "Toll-free block" }],
        queued: [],
      }),
    ),
    steps: optOutNow,
  },
];

const connected = {
  ...stateIs(appState({ settings: { businessNumbers: [SUPPORT] } })),
  ...numbersOfAccount,
};
const OPTIONS: readonly Screen[] = [
  { name: "options-loading", path: "options.html", answers: {} },
  {
    name: "options-not-connected",
    path: "options.html",
    answers: stateIs(appState({ session: signedOut(), settings: { clientId: "" } })),
  },
  {
    name: "options-wrong-input",
    path: "options.html",
    answers: stateIs(appState({ session: signedOut(), settings: { clientId: "" } })),
    steps: async (page, { t }) => {
      await page.getByLabel(t("server_url")).fill("http://example.com");
      await page.getByRole("button", { name: t("connect"), exact: true }).click();
      await page.getByLabel(t("site_address")).fill("*://*/*");
      await page.getByRole("button", { name: t("add_site") }).click();
    },
  },
  {
    name: "options-connected",
    path: "options.html",
    answers: {
      ...numbersOfAccount,
      ...stateIs(
        appState({
          settings: {
            businessNumbers: [SUPPORT],
            recipes: [
              {
                name: "Send SMS",
                site: "https://*.gohighlevel.com/*",
                button: "#send-sms",
                number: ".phone",
              },
            ],
          },
          sync: { failures, malformed: 3 },
          sites: [
            site,
            { ...site, pattern: "https://app.close.com/*", paused: true },
            { ...site, pattern: "https://crm.example.com/*", granted: false },
          ],
        }),
      ),
    },
  },
  {
    name: "options-on-demand",
    path: "options.html",
    answers: {
      ...numbersOfAccount,
      ...stateIs(
        appState({ settings: { mode: "on-demand" }, senders: { optInRequired: 1, unknown: 1 } }),
      ),
    },
  },
  {
    name: "options-differences",
    path: "options.html",
    answers: {
      ...numbersOfAccount,
      ...stateIs(
        appState({ sync: { differences: { appeared: 3, lifted: 1, missing: 0 }, missed: 4 } }),
      ),
    },
  },
  {
    name: "options-syncing",
    path: "options.html",
    answers: {
      ...numbersOfAccount,
      ...stateIs(appState({ sync: { phase: "loading", recordsRead: 52_000 } })),
    },
  },
  {
    name: "options-locked",
    path: "options.html",
    answers: {
      ...numbersOfAccount,
      ...stateIs(
        appState({
          session: signedOut(),
          locked: [
            "serverUrl",
            "clientId",
            "businessNumbers",
            "sites",
            "defaultCountry",
            "unverified",
            "anyNumberBlocks",
          ],
          invalidPolicy: ["syncMinutes"],
          sites: [{ ...site, fromPolicy: true }],
        }),
      ),
    },
  },
  {
    name: "options-disconnect",
    path: "options.html",
    answers: connected,
    steps: async (page, { t }) => {
      await page.getByRole("button", { name: t("disconnect") }).click();
    },
  },
  {
    name: "options-forget",
    path: "options.html",
    answers: {
      ...connected,
      ...stateIs(appState({ waitingChanges: 2 })),
      "uploads/list": { ok: true, value: { uploads: [] } },
    },
    steps: async (page, { t }) => {
      await page.getByRole("button", { name: t("forget") }).click();
    },
  },
  {
    name: "options-search",
    path: "options.html",
    answers: connected,
    steps: async (page, { t }) => {
      await page.getByLabel(t("search_settings")).fill(t("default_country"));
    },
  },
  {
    name: "options-search-nothing",
    path: "options.html",
    answers: connected,
    steps: async (page, { t }) => {
      await page.getByLabel(t("search_settings")).fill("zzz");
    },
  },
  {
    name: "options-import",
    path: "options.html",
    answers: { ...connected, ...stateIs(appState({ locked: ["unverified"] })) },
    steps: async (page) => {
      const settings = { syncMinutes: 5, unverified: "block", odd: 1 };
      const file = JSON.stringify({ format: "consent-guard-settings", version: 1, settings });
      await page.locator('#file input[type="file"]').setInputFiles({
        name: "settings.json",
        mimeType: "application/json",
        buffer: Buffer.from(file),
      });
      await page.getByRole("dialog").waitFor();
    },
  },
];

const WELCOME: readonly Screen[] = [
  {
    name: "welcome-connect",
    path: "welcome.html",
    answers: stateIs(appState({ session: signedOut(), settings: { clientId: "" } })),
  },
  { name: "welcome-numbers", path: "welcome.html", answers: { ...numbersOfAccount, ...stateIs() } },
  { name: "welcome-sites", path: "welcome.html", answers: connected },
  {
    name: "welcome-try",
    path: "welcome.html",
    answers: {
      ...checking({ overall: everywhere }),
      ...stateIs(appState({ settings: { businessNumbers: [SUPPORT] }, sites: [site] })),
    },
    steps: async (page, { t }) => {
      await page.getByLabel(t("welcome_try_number")).fill("(415) 555-2671");
      await page.getByRole("link").click();
      await page.getByRole("alert").waitFor();
    },
  },
  {
    name: "welcome-policy",
    path: "welcome.html",
    answers: stateIs(
      appState({
        session: signedOut(),
        locked: ["clientId", "sites"],
        sites: [{ ...site, granted: false, fromPolicy: true }],
      }),
    ),
  },
  {
    name: "welcome-done",
    path: "welcome.html",
    answers: stateIs(
      appState({ locked: ["clientId", "sites"], sites: [{ ...site, fromPolicy: true }] }),
    ),
  },
];

/** Every page of ours in every state that it can be in. */
export const SCREENS: readonly Screen[] = [
  ...POPUP,
  ...OPTIONS,
  ...LISTS,
  ...SEE,
  ...WELCOME,
  ...RECORDS,
];
