import { DEMO_CUSTOMERS, type DemoCustomer } from "../emulator/demo-customers.ts";
import type { TestPage } from "../support/test-browser.ts";

/** A page of the CRM, and whose numbers stand on it. */
export interface CrmPage {
  readonly name: string;
  readonly path: string;
  readonly customers: (page: TestPage) => Promise<readonly DemoCustomer[]>;
}

/** Opted out of every number in the records that the emulator starts with. */
export const OPTED_OUT = customer(({ consent, id }) => consent === "opted-out" && id > 0);
/** Has not objected to anything yet. */
export const CLEAR = customer(({ consent }) => consent === "clear");

function customer(fits: (candidate: DemoCustomer) => boolean): DemoCustomer {
  const found = DEMO_CUSTOMERS.find(fits);
  if (!found) throw new Error("The demo's customers lack one of the kinds that it shows.");
  return found;
}

export const recordPath = ({ id }: DemoCustomer): string => `/contacts/${id}`;

/** Those whose rows carry their ids in the page. */
const rows = async (page: TestPage): Promise<readonly DemoCustomer[]> => {
  const ids = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("[data-id]")].map(({ dataset }) => dataset.id),
  );
  return ids.flatMap((id) => DEMO_CUSTOMERS[Number(id)] ?? []);
};

const household = ({ id }: DemoCustomer): readonly DemoCustomer[] =>
  DEMO_CUSTOMERS.slice(id, id + 4);

export const CONTACTS: CrmPage = { name: "Contact list", path: "/contacts", customers: rows };
export const QUEUE: CrmPage = { name: "Call queue (React)", path: "/queue", customers: rows };
export const WORKSPACE: CrmPage = {
  name: "Workspace (shadow roots, frames)",
  path: "/workspace",
  customers: async () => [
    ...DEMO_CUSTOMERS.slice(0, 5),
    ...DEMO_CUSTOMERS.slice(8, 13),
    ...DEMO_CUSTOMERS.slice(16, 21),
    ...DEMO_CUSTOMERS.slice(24, 29),
  ],
};
export const recordOf = (of: DemoCustomer): CrmPage => ({
  name: `Record of ${of.name}`,
  path: recordPath(of),
  customers: async () => household(of),
});
