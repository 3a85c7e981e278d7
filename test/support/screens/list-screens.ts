import type { Page } from "@playwright/test";
import { createWorkbook } from "../../../lib/campaign/workbook/write-workbook.ts";
import type { DataState } from "../../../lib/consent/judge.ts";
import { SERVER_EXPORT } from "../../../lib/list-jobs/server-export.ts";
import type { Texts } from "../../../lib/ui/texts.ts";
import { BROWSING } from "./browse-screens.ts";
import { type CannedJobs, done } from "./canned-jobs.ts";
import { appState, CUSTOMER, NOW, signedOut } from "./fixtures.ts";
import { CONTACTS, chooseFile, numbersAre, openContacts } from "./list-answers.ts";
import { type Answers, ok, type Screen, stateIs } from "./screen.ts";
import { UPLOADS } from "./upload-screens.ts";

const SCRUB = "lists.html#scrub";
const COMPARE = "lists.html#compare";
const EXPORT = "lists.html#export";
const DAY = 86_400_000;

const answers: Answers = {
  ...stateIs(),
  ...numbersAre,
  "lists/basis": ok<"lists/basis">({
    account: "demo",
    unbrokenSince: null,
    freshMinutes: 60,
    unproven: false,
    campaigns: [],
  }),
};
const withoutSession: Answers = { ...answers, ...stateIs(appState({ session: signedOut() })) };

const fresh: DataState = { state: "fresh", asOf: NOW - 120_000 };
const old: DataState = { state: "unverified", reason: "stale", asOf: NOW - 3 * DAY };
const file = new Blob();

const pressing =
  (key: Parameters<Texts["t"]>[0], shown: string, first = openContacts) =>
  async (page: Page, { t }: Texts): Promise<void> => {
    await first(page);
    await page.getByRole("button", { name: t(key), exact: true }).click();
    await page.locator(shown).first().waitFor();
  };

const halfway = { tell: "progress", progress: { bytes: CONTACTS.length / 2, rows: 3 } } as const;

const scrubbed = (state: DataState, unreadable: number): CannedJobs => ({
  scrub: done<"scrub">({
    done: true,
    state,
    kept: file,
    removed: file,
    counts: {
      rows: 104_812,
      kept: 104_812 - 2411 - 38 - unreadable,
      removed: {
        "opted-out": 2411,
        "opt-in-missing": 38,
        ...(unreadable > 0 ? { "spreadsheet-float": unreadable } : {}),
      },
      keptUnread: 0,
      empty: 57,
      bytes: 0,
    },
  }),
});

/** A workbook with the rows of the contacts. */
function contactsWorkbook(): Uint8Array {
  const pieces: Uint8Array[] = [];
  const workbook = createWorkbook((bytes) => pieces.push(bytes.slice()));
  for (const line of CONTACTS.trimEnd().split("\n")) workbook.row(line.split(","));
  workbook.finish();
  return Buffer.concat(pieces);
}

const SCRUBS: readonly Screen[] = [
  {
    name: "lists-scrub-empty",
    path: SCRUB,
    answers,
    steps: async (page) => page.locator(".drop-zone").waitFor(),
  },
  {
    name: "lists-scrub-bad-file",
    path: SCRUB,
    answers,
    steps: async (page) => {
      await chooseFile(page, "contacts.xls", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0));
      await page.getByRole("alert").waitFor();
    },
  },
  { name: "lists-scrub-opened", path: SCRUB, answers, steps: openContacts },
  {
    name: "lists-scrub-workbook",
    path: SCRUB,
    answers,
    steps: async (page) => {
      await chooseFile(page, "contacts.xlsx", contactsWorkbook());
      await page.locator(".table-source").waitFor();
    },
  },
  {
    name: "lists-scrub-running",
    path: SCRUB,
    answers,
    jobs: { scrub: [halfway] },
    steps: pressing("scrub_start", "progress[value]"),
  },
  {
    name: "lists-scrub-asking",
    path: SCRUB,
    answers,
    jobs: { recipients: done<"recipients">({ recipients: [CUSTOMER], more: false }) },
    steps: pressing("scrub_start_live", "progress[value]"),
  },
  {
    name: "lists-scrub-cancelled",
    path: SCRUB,
    answers,
    jobs: { scrub: [halfway] },
    steps: async (page, texts) => {
      await pressing("scrub_start", "progress[value]")(page, texts);
      await page.getByRole("button", { name: texts.t("cancel"), exact: true }).click();
      await page.locator("progress").waitFor({ state: "detached" });
    },
  },
  {
    name: "lists-scrub-result",
    path: SCRUB,
    answers,
    jobs: scrubbed(fresh, 12),
    steps: pressing("scrub_start", ".banner.success"),
  },
  {
    name: "lists-scrub-result-old",
    path: SCRUB,
    answers,
    jobs: scrubbed(old, 60_000),
    steps: pressing("scrub_start", ".banner.warning"),
  },
  {
    name: "lists-scrub-old-data",
    path: SCRUB,
    answers,
    jobs: { scrub: done<"scrub">({ done: false, state: old }) },
    steps: pressing("scrub_start", ".section .banner.warning"),
  },
  {
    name: "lists-scrub-no-data",
    path: SCRUB,
    answers,
    steps: pressing("scrub_start", ".section .banner.warning"),
  },
  {
    name: "lists-scrub-signed-out",
    path: SCRUB,
    answers: withoutSession,
    jobs: { scrub: done<"scrub">({ done: false, state: { ...old, reason: "signed-out" } }) },
    steps: pressing("scrub_start", ".section .banner.warning"),
  },
  {
    name: "lists-scrub-too-many",
    path: SCRUB,
    answers,
    jobs: { recipients: done<"recipients">({ recipients: [CUSTOMER], more: true }) },
    steps: pressing("scrub_start_live", ".section .banner.warning"),
  },
  {
    name: "lists-scrub-failed",
    path: SCRUB,
    answers,
    jobs: {
      scrub: [{ tell: "failed", failure: { code: "storage-fault", detail: "snapshot" } }],
    },
    steps: pressing("scrub_start", ".section .banner.error"),
  },
];

const COMPARES: readonly Screen[] = [
  { name: "lists-compare-opened", path: COMPARE, answers, steps: openContacts },
  {
    name: "lists-compare-result",
    path: COMPARE,
    answers,
    jobs: {
      compare: done<"compare">({
        done: true,
        state: fresh,
        forCrm: file,
        forRingCentral: file,
        unread: file,
        counts: {
          rows: 104_812,
          same: 104_600,
          onlyRingCentral: 180,
          onlyCrm: 20,
          unread: 12,
          bytes: 0,
        },
      }),
    },
    steps: pressing("compare_start", ".section .banner"),
  },
  {
    name: "lists-compare-old-data",
    path: COMPARE,
    answers,
    jobs: { compare: done<"compare">({ done: false, state: old }) },
    steps: pressing("compare_start", ".section .banner.warning"),
  },
];

const atOnce = (): Promise<void> => Promise.resolve();
const exported = (over: object = {}): CannedJobs => ({
  export: done<"export">({
    file,
    rows: 2411,
    asOf: NOW - 120_000,
    optIns: false,
    damaged: 0,
    ...over,
  }),
});

const EXPORTS: readonly Screen[] = [
  {
    name: "lists-export-for-crm",
    path: EXPORT,
    answers,
    steps: async (page, { t }) => {
      await page.getByLabel(t("export_for"), { exact: true }).selectOption({ index: 1 });
    },
  },
  {
    name: "lists-export-running",
    path: EXPORT,
    answers,
    jobs: { export: [{ tell: "progress", progress: { bytes: 0, rows: 40_000 } }] },
    steps: async (page, texts) => {
      await pressing("export_start", "progress", atOnce)(page, texts);
      await page.getByRole("button", { name: texts.t("export_server_start") }).click();
      await page.locator("progress").nth(1).waitFor();
    },
  },
  {
    name: "lists-export-result",
    path: EXPORT,
    answers: { ...answers, "lists/export": ok<"lists/export">({ bytes: 9000 }) },
    jobs: exported(),
    steps: async (page, texts) => {
      await page.evaluate(async (name) => {
        const root = await navigator.storage.getDirectory();
        const writable = await (await root.getFileHandle(name, { create: true })).createWritable();
        await writable.write(new Uint8Array(9000));
        await writable.close();
      }, SERVER_EXPORT);
      await pressing("export_start", ".section .banner.success", atOnce)(page, texts);
      await page.getByRole("button", { name: texts.t("export_server_start") }).click();
      await page.getByRole("button", { name: texts.t("export_save_size", 9) }).waitFor();
    },
  },
  {
    name: "lists-export-no-data",
    path: EXPORT,
    answers: {
      ...answers,
      "lists/export": { ok: false, failure: { code: "server-error", detail: "503" } },
    },
    steps: async (page, texts) => {
      await pressing("export_start", ".section .banner.warning", atOnce)(page, texts);
      await pressing("export_server_start", ".section .banner.error", atOnce)(page, texts);
    },
  },
  {
    name: "lists-export-signed-out",
    path: EXPORT,
    answers: withoutSession,
    steps: async (page) => page.locator(".section .banner.info").waitFor(),
  },
];

/** The page for many numbers at once. */
export const LISTS: readonly Screen[] = [
  ...UPLOADS,
  ...SCRUBS,
  ...COMPARES,
  ...EXPORTS,
  ...BROWSING,
];
