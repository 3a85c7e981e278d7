import type { Page } from "@playwright/test";
import type { UploadStatus } from "../../../lib/messages/protocol.ts";
import type { Texts } from "../../../lib/ui/texts.ts";
import { appState, CUSTOMER, NOW, signedOut } from "./fixtures.ts";
import { chooseFile, numbersAre, openContacts } from "./list-answers.ts";
import { type Answers, ok, type Screen, stateIs } from "./screen.ts";

const UPLOAD = "lists.html#upload";

const upload = (over: Partial<UploadStatus>): UploadStatus => ({
  id: 1,
  name: "opt-outs.csv",
  mine: true,
  confirmedAt: NOW - 600_000,
  finishedAt: null,
  state: "running",
  optOuts: 4900,
  optIns: 100,
  skipped: 12,
  done: 0,
  refused: 0,
  guarding: true,
  perMinute: null,
  ...over,
});

const uploadsAre = (...uploads: readonly UploadStatus[]): Answers => ({
  "uploads/list": ok<"uploads/list">({ uploads }),
});
const known: Answers = {
  "consent/known": ok<"consent/known">({
    known: [{ to: CUSTOMER, from: null, optStatus: "OptOut" }],
    fresh: true,
  }),
  ...numbersAre,
};
const nothingYet: Answers = { ...stateIs(), ...uploadsAre(), ...known };

const check = async (page: Page, { t }: Texts): Promise<void> => {
  await openContacts(page);
  await page.getByRole("button", { name: t("upload_check") }).click();
  await page.locator(".consent-statement").waitFor();
  await page.locator("details summary").last().click();
};
const seeUploads = (page: Page): Promise<void> => page.locator(".upload-card").first().waitFor();

const REFUSED_ROLE = upload({ state: "paused", failure: { code: "user-permission-missing" } });

/** The lists' page where a list is uploaded. */
export const UPLOADS: readonly Screen[] = [
  { name: "lists-loading", path: UPLOAD, answers: {} },
  {
    name: "lists-upload-empty",
    path: UPLOAD,
    answers: nothingYet,
    steps: async (page) => page.locator(".drop-zone").waitFor(),
  },
  {
    name: "lists-upload-not-a-list",
    path: UPLOAD,
    answers: nothingYet,
    steps: async (page) => {
      await chooseFile(page, "photo.jpg", Uint8Array.of(0xff, 0xd8, 0, 0, 1, 2, 3));
      await page.getByRole("alert").waitFor();
    },
  },
  {
    name: "lists-upload-opened",
    path: UPLOAD,
    answers: nothingYet,
    steps: async (page, { t }) => {
      await page.getByLabel(t("list_paste")).fill("415 555 2671\n650 555 0143");
      await page.getByRole("button", { name: t("list_use_pasted") }).click();
      await page.locator(".table-source").waitFor();
    },
  },
  { name: "lists-upload-preview", path: UPLOAD, answers: nothingYet, steps: check },
  {
    name: "lists-upload-signed-out",
    path: UPLOAD,
    answers: { ...nothingYet, ...stateIs(appState({ session: signedOut() })) },
    steps: check,
  },
  {
    name: "lists-uploads",
    path: UPLOAD,
    answers: {
      ...stateIs(),
      ...known,
      ...uploadsAre(
        upload({ id: 9, done: 1200, refused: 24, perMinute: 2500 }),
        upload({ id: 8, guarding: false, name: "" }),
        upload({ id: 7, done: 300, blocked: { code: "offline", retryAt: NOW + 60_000 } }),
        upload({ id: 6, state: "paused", done: 300 }),
        upload({ id: 5, mine: false, name: "from-sam.csv", done: 10 }),
        upload({ id: 4, state: "finished", done: 24, optOuts: 24, optIns: 0, retryOf: 3 }),
        upload({ id: 3, state: "finished", done: 4976, refused: 24, finishedAt: NOW }),
        upload({ id: 2, state: "cancelled", done: 700, finishedAt: NOW }),
      ),
    },
    steps: seeUploads,
  },
  {
    name: "lists-uploads-signed-out",
    path: UPLOAD,
    answers: {
      ...stateIs(appState({ session: signedOut("session-ended") })),
      ...uploadsAre(upload({ done: 1200, mine: false })),
    },
    steps: seeUploads,
  },
  {
    name: "lists-upload-read-only",
    path: UPLOAD,
    answers: { ...stateIs(), ...uploadsAre(REFUSED_ROLE) },
    steps: seeUploads,
  },
  {
    name: "lists-upload-cancel",
    path: UPLOAD,
    answers: { ...stateIs(), ...known, ...uploadsAre(upload({ done: 1200 })) },
    steps: async (page, { t }) => {
      await seeUploads(page);
      await page.getByRole("button", { name: t("upload_cancel") }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
];
