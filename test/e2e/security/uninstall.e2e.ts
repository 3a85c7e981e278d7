import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { E164 } from "../../../lib/phone/e164.ts";
import { CLIENT_ID } from "../../emulator/oauth/apps.ts";
import { extensionFolder } from "../../support/extension-build.ts";
import { openOwn } from "../../support/own-page.ts";
import { startBrowserWith } from "../../support/start-browser.ts";
import { expect, test } from "../test.ts";

const CUSTOMER = "+14155552701" as E164;
/** Nothing else in a profile has it. */
const NOTE = "by phone, noted for the test of uninstalling";
/** Firefox keeps none of it for tests' sake. */
const FORGETS = {
  "extensions.webextensions.keepStorageOnUninstall": false,
  "extensions.webextensions.keepUuidOnUninstall": true,
};

/** Files of the profile that hold the text, in whichever width. */
async function filesWith(folder: string, text: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    // A file that went meanwhile holds nothing.
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    if (["utf8", "utf16le"].some((width) => bytes.includes(Buffer.from(text, width as "utf8")))) {
      found.push(path);
    }
  }
  return found;
}

test("uninstalling leaves nothing in the profile; who installs it again begins anew", async ({
  kind,
  emulator,
}) => {
  const profile = await mkdtemp(join(tmpdir(), "consent-guard-profile-"));
  const start = () =>
    startBrowserWith(kind, extensionFolder(kind), { profile, preferences: FORGETS });
  try {
    const before = await start();
    const own = await openOwn(before);
    await own.signIn({
      serverUrl: emulator.url,
      clientId: CLIENT_ID,
      sites: ["http://localhost/*"],
    });
    emulator.setSwitches({ refuseChangesOf: [CUSTOMER] });
    const change = { to: [CUSTOMER], from: null, optStatus: "OptOut", note: NOTE } as const;
    expect((await own.send("consent/change", change)).failed).toHaveLength(1);
    await before.uninstall();
    await before.close();
    expect(await filesWith(profile, NOTE)).toEqual([]);

    const after = await start();
    const again = await openOwn(after);
    const state = await again.send("state/get", {});
    expect(state.session.status).toBe("signed-out");
    expect(state.settings.values).toMatchObject({ clientId: "", sites: [] });
    expect(state).toMatchObject({
      waitingChanges: 0,
      refusedChanges: [],
      sync: { lastSuccess: null },
    });
    expect(await again.send("audit/page", { limit: 10 })).toMatchObject({
      entries: [],
      dropped: 0,
    });
    await after.close();
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
});
