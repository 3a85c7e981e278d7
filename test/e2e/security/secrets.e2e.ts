import type { E164 } from "../../../lib/phone/e164.ts";
import { CLEAR, OPTED_OUT, recordPath } from "../../demo/pages.ts";
import { CLIENT_ID } from "../../emulator/oauth.ts";
import { waitForText } from "../../support/agent.ts";
import type { ChromiumBrowser } from "../../support/chromium.ts";
import { expect, test } from "../flows/test.ts";

const CUSTOMER = CLEAR.phone as E164;

interface Storage {
  readonly storage: Readonly<
    Record<"local" | "session", { get(key: null): Promise<Record<string, unknown>> }>
  >;
}
declare const browser: Storage | undefined;
declare const chrome: Storage;

test("tokens are where only the background reads them, and in nothing that leaves it", async ({
  emulator,
  guarded,
  own,
  crm,
}) => {
  const logged: string[] = [];
  if (guarded.kind === "chromium") {
    const { context } = guarded as ChromiumBrowser;
    context.on("console", (message) => logged.push(message.text()));
    context.on("request", (request) => logged.push(request.url()));
  }
  await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID, sites: ["http://localhost/*"] });
  const page = await guarded.newPage();
  await page.goto(`${crm.url}${recordPath(OPTED_OUT)}`);
  await expect.poll(() => own.pageStatus(crm.url)).toMatchObject({ kind: "guarded" });
  await own.send("consent/check", { recipient: CUSTOMER, live: true });
  emulator.setSwitches({ refuseChangesOf: [CLEAR.phone] });
  const change = { to: [CUSTOMER], from: null, optStatus: "OptOut", note: "by phone" } as const;
  const report = await own.send("consent/change", change);

  const kept = await own.page.evaluate(
    () =>
      new Promise<Record<string, string>>((resolve, reject) => {
        const opening = indexedDB.open("consent-guard");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const asked = opening.result.transaction("values").objectStore("values").get("tokens");
          asked.onsuccess = () => {
            opening.result.close();
            resolve(asked.result as Record<string, string>);
          };
        };
      }),
  );
  const secrets = [kept.accessToken, kept.refreshToken].map(String);
  for (const secret of secrets) expect(secret.length).toBeGreaterThan(16);

  const audit = await guarded.openOwnPage("audit.html");
  await waitForText(audit, "entries shown");
  const diagnostics = await guarded.openOwnPage("diagnostics.html");
  await waitForText(diagnostics, "Last errors");
  const produced = {
    logged,
    addresses: emulator.log().map(({ path }) => path),
    report,
    state: await own.send("state/get", {}),
    audit: await own.send("audit/page", { limit: 1000 }),
    diagnostics: await own.send("diagnostics/get", {}),
    screens: await Promise.all(
      (await guarded.pages()).map((shown) =>
        shown.evaluate(() => `${location.href} ${document.documentElement.outerHTML}`),
      ),
    ),
    storage: await own.page.evaluate(async () => {
      const { storage } = typeof browser === "undefined" ? chrome : browser;
      return [await storage.local.get(null), await storage.session.get(null)];
    }),
  };
  const text = JSON.stringify(produced);
  expect(text).toContain(CLEAR.phone);
  for (const secret of secrets) expect(text).not.toContain(secret);
});

test("a content script cannot read what the extension has stored", async ({
  guarded,
  own,
  crm,
  emulator,
}) => {
  await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID, sites: ["http://localhost/*"] });
  const page = await guarded.newPage();
  await page.goto(`${crm.url}${recordPath(CLEAR)}`);
  await expect.poll(() => own.pageStatus(crm.url)).toMatchObject({ kind: "guarded" });
  const read = await own.readStorageFrom(crm.url);
  expect(read.session).toBe("refused");
  // Firefox lets content scripts read `storage.local`; no secret is there.
  if (guarded.kind === "chromium") expect(read.local).toBe("refused");
  expect(JSON.stringify(read)).not.toMatch(/[Tt]oken/);
  expect(read.databases).not.toContain("consent-guard");
});
