import type { Page } from "@playwright/test";
import { SERVER_EXPORT } from "../../../lib/list-jobs/server-export.ts";
import type { Texts } from "../../../lib/ui/texts.ts";
import { appState, CUSTOMER, NOW, SUPPORT, signedOut } from "./fixtures.ts";
import { type Answers, ok, type Screen, stateIs } from "./screen.ts";

const BROWSE = "lists.html#browse";

const KINDS = [
  [SUPPORT, "OptOut", "Recipient", "PhoneNumber", ""],
  ["", "OptOut", "Carrier", "Company", ""],
  [SUPPORT, "OptIn", "Api", "PhoneNumber", ""],
  ["", "OptOut", "Upstream", "CampaignType", "Informational"],
];
const ROWS = Array.from({ length: 2000 }, (_, index) => {
  const [from, ...kind] = KINDS[index % KINDS.length] ?? [];
  const to = index === 0 ? CUSTOMER : `+1212${5_550_100 + index}`;
  const time = new Date(NOW - index * 3_600_000).toISOString();
  return [to, from, ...kind, "", time].join(",");
});
const EXPORT = `External Party Number,Internal Party Number,Consent Status,Source,Coverage,Campaign Type,Notes,Last Modified Time
${ROWS.join("\n")}
`;

const answers: Answers = {
  ...stateIs(),
  "lists/export": ok<"lists/export">({ bytes: EXPORT.length }),
  "consent/history": ok<"consent/history">({
    entries: [
      {
        to: CUSTOMER,
        from: SUPPORT,
        optStatus: "OptOut",
        source: "Recipient",
        createdAt: new Date(NOW).toISOString(),
      },
    ],
    malformed: 0,
  }),
};

/** Loads all of it, as RingCentral's own export left it. */
async function loadAll(page: Page, { t }: Texts): Promise<void> {
  await page.evaluate(
    async ({ name, text }) => {
      const root = await navigator.storage.getDirectory();
      const writable = await (await root.getFileHandle(name, { create: true })).createWritable();
      await writable.write(text);
      await writable.close();
    },
    { name: SERVER_EXPORT, text: EXPORT },
  );
  await page.getByRole("button", { name: t("browse_load_all") }).click();
  await page.locator(".record-rows [role=rowheader]").first().waitFor();
}

const loadedThen =
  (then: (page: Page, texts: Texts) => Promise<void>) =>
  async (page: Page, texts: Texts): Promise<void> => {
    await loadAll(page, texts);
    await then(page, texts);
  };

const choose = async (page: Page): Promise<void> => {
  const boxes = page.locator(".record-rows input[type=checkbox]");
  for (const at of [0, 1, 3]) await boxes.nth(at).click();
};

/** Looking through the account's records. */
export const BROWSING: readonly Screen[] = [
  {
    name: "lists-browse-empty",
    path: BROWSE,
    answers,
    steps: (page) => page.locator(".empty-state").waitFor(),
  },
  {
    name: "lists-browse-signed-out",
    path: BROWSE,
    answers: stateIs(appState({ session: signedOut() })),
    steps: (page) => page.locator(".empty-state").waitFor(),
  },
  {
    name: "lists-browse-refused",
    path: BROWSE,
    answers: {
      ...answers,
      "lists/export": { ok: false, failure: { code: "user-permission-missing" } },
    },
    steps: async (page, { t }) => {
      await page.getByRole("button", { name: t("browse_load_all") }).click();
      await page.getByRole("alert").waitFor();
    },
  },
  { name: "lists-browse-records", path: BROWSE, answers, steps: loadedThen(choose) },
  {
    name: "lists-browse-none",
    path: BROWSE,
    answers,
    steps: loadedThen(async (page, { t }) => {
      await page.getByLabel(t("browse_search")).fill("999 999 9999");
      await page.locator(".empty-state").waitFor();
    }),
  },
  {
    name: "lists-browse-history",
    path: BROWSE,
    answers,
    steps: loadedThen(async (page) => {
      await page.locator(".record-actions button").first().click();
      await page.locator("dialog ol").waitFor();
    }),
  },
  {
    name: "lists-browse-bulk",
    path: BROWSE,
    answers,
    steps: loadedThen(async (page, { t }) => {
      await choose(page);
      await page.getByRole("button", { name: t("browse_bulk_in"), exact: true }).click();
      await page.locator("dialog .consent-statement").waitFor();
    }),
  },
];
