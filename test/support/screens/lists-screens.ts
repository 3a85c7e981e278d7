import type { Page } from "@playwright/test";
import { type Screen, stateIs } from "./screen.ts";

const UPLOAD = "lists.html#upload";

const CONTACTS = `Name,Mobile Phone,Consent,Note
Ana Ruiz,(415) 555-2671,STOP,called on Monday
Bo Chen,+1 650 555 0143,STOP,
Cy Dahl,6.50111E+09,START,form on our site
`;

const open = async (page: Page): Promise<void> => {
  await page.locator('input[type="file"]').setInputFiles({
    name: "contacts.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(CONTACTS),
  });
  await page.locator(".table-source").waitFor();
};

export const LISTS: readonly Screen[] = [
  { name: "lists-loading", path: UPLOAD, answers: {} },
  {
    name: "lists-upload-empty",
    path: UPLOAD,
    answers: stateIs(),
    steps: async (page) => page.locator(".drop-zone").waitFor(),
  },
  {
    name: "lists-upload-not-a-list",
    path: UPLOAD,
    answers: stateIs(),
    steps: async (page) => {
      await page.locator('input[type="file"]').setInputFiles({
        name: "photo.jpg",
        mimeType: "image/jpeg",
        buffer: Buffer.from([0xff, 0xd8, 0, 0, 1, 2, 3]),
      });
      await page.getByRole("alert").waitFor();
    },
  },
  { name: "lists-upload-opened", path: UPLOAD, answers: stateIs(), steps: open },
];
