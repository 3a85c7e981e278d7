import type { E164 } from "../../../lib/phone/e164.ts";
import { CLEAR, OPTED_OUT, recordPath } from "../../demo/pages.ts";
import { BUSINESS_NUMBERS } from "../../emulator/account/business-numbers.ts";
import { CLIENT_ID } from "../../emulator/oauth.ts";
import { expect, test } from "./test.ts";

const [{ phoneNumber: SUPPORT }] = BUSINESS_NUMBERS;

test("knows upon waking what customers said while the background slept, and open pages follow", async ({
  guarded,
  emulator,
  crm,
  own,
}) => {
  // Waking so often would use up a minute's socket tokens.
  emulator.setSwitches({ limits: { ...emulator.switches().limits, auth: 100 } });
  await own.signIn({
    serverUrl: emulator.url,
    clientId: CLIENT_ID,
    sites: [`${crm.url}/`],
    businessNumbers: [SUPPORT as E164],
  });
  const page = await guarded.newPage();
  await page.goto(`${crm.url}${recordPath(CLEAR)}`);
  const isLive = (): boolean =>
    emulator.sockets().some(({ eventFilters }) => eventFilters.length > 0);
  await expect.poll(isLive).toBe(true);
  // Our own page would wake it at once.
  await own.close();

  const asleep = async (): Promise<void> => {
    await guarded.killBackground();
    await expect.poll(() => emulator.sockets()).toEqual([]);
  };
  const wake = async (): Promise<void> => {
    const other = await guarded.newPage();
    await other.goto(`${crm.url}${recordPath(OPTED_OUT)}`);
    await other.close();
    await page.bringToFront();
  };
  const follows = (kind: string | null): Promise<void> =>
    page.waitFor(
      (wanted) => document.querySelector("#text")?.getAttribute("data-consent-guard") === wanted,
      kind,
    );
  const loads = (): number => emulator.log().filter(({ path }) => path.endsWith("/export")).length;

  await test.step("by what the socket has missed", async () => {
    const before = loads();
    await asleep();
    emulator.keyword({ from: CLEAR.phone, to: SUPPORT, text: "STOP" });
    await wake();
    await follows("opted-out");
    expect(loads()).toBe(before);
  });

  await test.step("and the other way round", async () => {
    await expect.poll(isLive).toBe(true);
    await asleep();
    emulator.keyword({ from: CLEAR.phone, to: SUPPORT, text: "START" });
    await wake();
    await follows(null);
  });

  await test.step("by a load where the server has kept nothing for it", async () => {
    await expect.poll(isLive).toBe(true);
    emulator.setSwitches({ recoveryBuffer: 0, socketRecoverySeconds: 0 });
    await asleep();
    emulator.keyword({ from: CLEAR.phone, to: SUPPORT, text: "STOP" });
    await wake();
    await follows("opted-out");
  });
});
