import { type Crm, startCrm } from "../../demo/crm-server.ts";
import { BUSINESS_NUMBERS } from "../../emulator/account/business-numbers.ts";
import { test as base } from "../test.ts";

interface PerFlow {
  /** The demo's CRM; its customers answer to the first business number. */
  readonly crm: Crm;
}

export const test = base.extend<PerFlow>({
  crm: async ({ emulator }, use) => {
    const [{ phoneNumber: to }] = BUSINESS_NUMBERS;
    const crm = await startCrm({ onReply: (reply) => emulator.keyword({ ...reply, to }) });
    await use(crm);
    await crm.close();
  },
});

export { expect } from "../test.ts";
