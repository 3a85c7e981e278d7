import { AGENT_DAY, startDay } from "./agent-day.ts";
import { test } from "./test.ts";

const FLOWS = [
  { name: "guards an agent's whole day", killed: false },
  { name: "guards an agent's whole day when the background dies before each step", killed: true },
];

for (const { name, killed } of FLOWS) {
  test(name, async ({ guarded: browser, emulator, crm, own }) => {
    const day = await startDay({ browser, emulator, crm, own });
    for (const step of AGENT_DAY) {
      await test.step(step.name, async () => {
        if (killed) await browser.killBackground();
        await step.run(day);
      });
    }
  });
}
