import type { Page } from "@playwright/test";
import type { ResponseOf } from "../../../lib/messages/protocol.ts";
import { SUPPORT } from "./fixtures.ts";
import { type Answers, ok } from "./screen.ts";

/** What the lists' page asks for the account's business numbers. */
export const numbersAre: Answers = {
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

/** A CRM's export, with all that goes wrong in one. */
export const CONTACTS = `Name,Mobile Phone,SMS Consent,Note
Ana Ruiz,(415) 555-2671,STOP,called on Monday
Bo Chen,+1 650 555 0143,STOP,
Bo Chen,+1 650 555 0143,STOP,
Cy Dahl,6.50111E+09,START,form on our site
Di Esposito,(212) 555-0187 or (212) 555-0188,STOP,
Ed Fox,(212) 555-0189,START,form on our site
`;

/** Chooses a file on the lists' page. */
export const chooseFile = (page: Page, name: string, file: string | Uint8Array): Promise<void> =>
  page.locator('input[type="file"]').setInputFiles({
    name,
    mimeType: "application/octet-stream",
    buffer: Buffer.from(file),
  });

export async function openContacts(page: Page): Promise<void> {
  await chooseFile(page, "contacts.csv", CONTACTS);
  await page.locator(".table-source").waitFor();
}
