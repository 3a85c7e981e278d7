import type { Page } from "@playwright/test";
import type { ResponseOf, UploadStatus } from "../../../lib/messages/protocol.ts";
import type { Texts } from "../../../lib/ui/texts.ts";
import { appState, CUSTOMER, NOW, SUPPORT, signedOut } from "./fixtures.ts";
import { type Answers, ok, type Screen, stateIs } from "./screen.ts";

const UPLOAD = "lists.html#upload";

const CONTACTS = `Name,Mobile Phone,SMS Consent,Note
Ana Ruiz,(415) 555-2671,STOP,called on Monday
Bo Chen,+1 650 555 0143,STOP,
Bo Chen,+1 650 555 0143,STOP,
Cy Dahl,6.50111E+09,START,form on our site
Di Esposito,(212) 555-0187 or (212) 555-0188,STOP,
Ed Fox,(212) 555-0189,START,form on our site
`;

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
  "numbers/list": ok<"numbers/list">({
    numbers: [
      {
        phoneNumber: SUPPORT,
        label: "Support",
        features: ["SmsSender"],
        tollFree: false,
        primary: true,
      },
    ],
  } satisfies ResponseOf<"numbers/list">),
};
const nothingYet: Answers = { ...stateIs(), ...uploadsAre(), ...known };

const open = async (page: Page): Promise<void> => {
  await page.locator('input[type="file"]').setInputFiles({
    name: "contacts.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(CONTACTS),
  });
  await page.locator(".table-source").waitFor();
};
const check = async (page: Page, { t }: Texts): Promise<void> => {
  await open(page);
  await page.getByRole("button", { name: t("upload_check") }).click();
  await page.locator(".consent-statement").waitFor();
  await page.locator("details summary").last().click();
};
const seeUploads = (page: Page): Promise<void> => page.locator(".upload-card").first().waitFor();

const REFUSED_ROLE = upload({ state: "paused", failure: { code: "user-permission-missing" } });

export const LISTS: readonly Screen[] = [
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
      await page.locator('input[type="file"]').setInputFiles({
        name: "photo.jpg",
        mimeType: "image/jpeg",
        buffer: Buffer.from([0xff, 0xd8, 0, 0, 1, 2, 3]),
      });
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
