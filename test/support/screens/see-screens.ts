import type { Page } from "@playwright/test";
import type { ListBasis } from "../../../lib/list-jobs/basis.ts";
import { SERVER_EXPORT } from "../../../lib/list-jobs/server-export.ts";
import type { Texts } from "../../../lib/ui/texts.ts";
import { generateConsent } from "../../emulator/consents/generated.ts";
import { appState, NOW, signedOut } from "./fixtures.ts";
import { type Answers, ok, type Screen, stateIs } from "./screen.ts";

const PATH = "lists.html#see";
const RECORDS = 1200;
const APART_MS = 6 * 3_600_000;

const basis: ListBasis = {
  account: "demo",
  unbrokenSince: null,
  freshMinutes: 60,
  unproven: false,
  campaigns: [],
};
const answers = (state = appState()): Answers => ({
  ...stateIs(state),
  "lists/basis": ok<"lists/basis">(basis),
  "lists/export": ok<"lists/export">({ bytes: 1 }),
});

/** As RingCentral would export it: of the last months, fewer in some than in others. */
const EXPORT = [
  "to,from,status,source,coverage,campaign type,notes,last modified time",
  ...Array.from({ length: RECORDS }, (_, at) => {
    const {
      to,
      from = "*",
      optStatus,
      source,
      coverage,
      campaignType = "",
    } = generateConsent(at, RECORDS, NOW);
    const time = new Date(NOW - (at * (5 + (at % 7)) * APART_MS) / 8).toISOString();
    const texted = optStatus === "OptIn" && at % 20 === 9;
    const by = texted ? "Recipient" : source;
    return [to, from, optStatus, by, coverage, campaignType, "", time].join(",");
  }),
  "",
].join("\r\n");

/** Without a background there is no cache, but the file that it leaves for the page can be put there. */
const count = async (page: Page, { t }: Texts, text: string): Promise<void> => {
  await page.evaluate(
    async (file) => {
      const root = await navigator.storage.getDirectory();
      const handle = await root.getFileHandle(file.name, { create: true });
      const writable = await handle.createWritable();
      await writable.write(file.text);
      await writable.close();
    },
    { name: SERVER_EXPORT, text },
  );
  await page.getByRole("button", { name: t("export_server_start") }).click();
};

export const SEE: readonly Screen[] = [
  {
    name: "lists-see",
    path: PATH,
    answers: answers(),
    steps: async (page, texts) => {
      await count(page, texts, EXPORT);
      await page.locator(".chart-canvas canvas").nth(4).waitFor();
      await page
        .getByRole("button", { name: texts.t("see_show_table") })
        .nth(3)
        .click();
    },
  },
  {
    name: "lists-see-cut-off",
    path: PATH,
    answers: answers(),
    steps: async (page, texts) => {
      await count(page, texts, EXPORT.slice(0, -12));
      await page.getByRole("alert").waitFor();
    },
  },
  {
    name: "lists-see-no-opt-outs",
    path: PATH,
    answers: answers(),
    steps: async (page, texts) => {
      await count(page, texts, EXPORT.slice(0, EXPORT.indexOf("\n") + 1));
      await page.locator(".banner").waitFor();
    },
  },
  {
    name: "lists-see-nothing-loaded",
    path: PATH,
    answers: answers(appState({ session: signedOut() })),
    steps: async (page) => page.locator(".empty-state").waitFor(),
  },
  { name: "lists-see-counting", path: PATH, answers: stateIs() },
];
