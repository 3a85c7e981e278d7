import type { E164 } from "../../../lib/phone/e164.ts";
import { OPTED_OUT } from "../../demo/pages.ts";
import { CLIENT_ID } from "../../emulator/oauth.ts";
import { DEFAULT_SWITCHES, type Switches } from "../../emulator/switches.ts";
import { openOptions, waitForText } from "../../support/agent.ts";
import { expect, test } from "./test.ts";

interface Case {
  readonly name: string;
  readonly switches: Partial<Switches>;
  readonly sentence: string;
}

const NO_OTHER_WAY = ["search", "list"] as const;
const FAULTS: readonly Case[] = [
  {
    name: "an app without the permission",
    switches: { deny: "app-permission" },
    sentence: "The RingCentral app lacks a permission.",
  },
  {
    name: "a person without the permission",
    switches: { deny: "user-permission" },
    sentence: "Your RingCentral user may not see consents.",
  },
  {
    name: "an account without the endpoints",
    switches: { off: ["export", ...NO_OTHER_WAY] },
    sentence: "RingCentral does not have this.",
  },
  {
    name: "a list that ends before its end",
    switches: { truncateExportAfter: 4000, off: NO_OTHER_WAY },
    sentence: "RingCentral's list arrived incomplete, so the earlier list stays in use.",
  },
  {
    name: "requests that were too many",
    switches: { limits: { light: 0, medium: 0, heavy: 0, auth: 5 } },
    sentence: "RingCentral asks us to slow down.",
  },
];

test("tells what the server refuses and keeps what is known", async ({
  guarded,
  emulator,
  own,
}) => {
  const { sync } = await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID });
  const options = await openOptions(guarded);
  for (const { name, switches, sentence } of FAULTS) {
    await test.step(name, async () => {
      emulator.setSwitches({ ...DEFAULT_SWITCHES, ...switches });
      await options.syncNow();
      await waitForText(options.page, sentence);
      expect(await options.optOuts()).toBe(sync.optOuts);
      const check = { recipient: OPTED_OUT.phone as E164, live: false };
      expect((await own.send("consent/check", check)).overall.kind).toBe("opted-out");
    });
  }
});

test("renews an access token that has expired, and says when the session is over", async ({
  guarded,
  emulator,
  own,
}) => {
  const { sync } = await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID });
  const options = await openOptions(guarded);
  const exports = (): number =>
    emulator.log().filter(({ path, status }) => path.endsWith("/export") && status === 200).length;
  const before = exports();
  emulator.expireTokens();
  await options.syncNow();
  await expect.poll(exports).toBe(before + 1);
  await waitForText(options.page, "None. All syncs went well.");
  emulator.revokeTokens();
  await options.syncNow();
  await waitForText(options.page, "Your RingCentral session has ended. Sign in again.");
  expect(await options.optOuts()).toBe(sync.optOuts);
});
