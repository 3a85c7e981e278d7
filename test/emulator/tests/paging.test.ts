import { afterEach, beforeEach, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../emulator.ts";
import { CONSENTS, signedIn } from "./rest-client.ts";

const TOTAL = 2300;
let emulator: Emulator;
let call: ReturnType<typeof signedIn>;
beforeEach(async () => {
  emulator = await startEmulator({ records: TOTAL });
  call = signedIn(emulator);
});
afterEach(() => emulator.close());

interface Paging {
  readonly perPage: number;
  readonly pageToken?: string;
  readonly nextPageToken?: string;
  readonly previousPageToken?: string;
  readonly firstPageToken?: string;
}
interface Page {
  readonly records: readonly { readonly to: string }[];
  readonly paging: Paging;
}

const WAYS = {
  list: async (perPage?: number, pageToken?: string): Promise<Page> => {
    const query = new URLSearchParams([
      ["optStatus", "OptOut"],
      ["optStatus", "OptIn"],
    ]);
    if (perPage !== undefined) query.set("perPage", String(perPage));
    if (pageToken !== undefined) query.set("pageToken", pageToken);
    return (await call("GET", `${CONSENTS}?${query}`)).body;
  },
  search: async (perPage?: number, pageToken?: string): Promise<Page> =>
    (await call("POST", `${CONSENTS}/search`, { perPage, pageToken })).body,
  history: async (perPage?: number, pageToken?: string): Promise<Page> => {
    const query = new URLSearchParams();
    if (perPage !== undefined) query.set("perPage", String(perPage));
    if (pageToken !== undefined) query.set("pageToken", pageToken);
    return (await call("GET", `${CONSENTS}/history?${query}`)).body;
  },
};
const names = ["list", "search", "history"] as const;

it.each(names)("gives 100 of the %s, at most 1000", async (way) => {
  const page = await WAYS[way]();
  expect(page.records).toHaveLength(100);
  expect(page.paging.perPage).toBe(100);
  const large = await WAYS[way](5000);
  expect(large.records).toHaveLength(1000);
  expect(large.paging.perPage).toBe(1000);
});

it.each(names)("leads through all of the %s, and back", async (way) => {
  const seen: string[] = [];
  const pages: Paging[] = [];
  for (let token: string | undefined, more = true; more; more = token !== undefined) {
    const { records, paging } = await WAYS[way](1000, token);
    seen.push(...records.map(({ to }) => to));
    pages.push(paging);
    token = paging.nextPageToken;
  }
  expect(new Set(seen).size).toBe(TOTAL);
  expect(seen).toHaveLength(TOTAL);
  const [first, second, last] = pages;
  expect(pages).toHaveLength(3);
  expect(first).toEqual({
    perPage: 1000,
    pageToken: expect.any(String),
    firstPageToken: first?.pageToken,
    nextPageToken: second?.pageToken,
  });
  expect(second?.previousPageToken).toBe(first?.pageToken);
  expect(second?.firstPageToken).toBe(first?.pageToken);
  expect(last).not.toHaveProperty("nextPageToken");
  expect(last?.previousPageToken).toBe(second?.pageToken);
});

it("pages what a filter leaves", async () => {
  const optIns: string[] = [];
  let body: { optStatus: string; perPage: number; pageToken?: string } | null = {
    optStatus: "OptIn",
    perPage: 90,
  };
  const sizes = [];
  while (body) {
    const page: Page = (await call("POST", `${CONSENTS}/search`, body)).body;
    sizes.push(page.records.length);
    optIns.push(...page.records.map(({ to }) => to));
    const { nextPageToken } = page.paging;
    body = nextPageToken === undefined ? null : { ...body, pageToken: nextPageToken };
  }
  expect(sizes).toEqual([90, 90, 50]);
  expect(new Set(optIns).size).toBe(TOTAL / 10);
});

it("leads back through what a filter leaves", async () => {
  const page = async (pageToken?: string): Promise<Page> =>
    (await call("POST", `${CONSENTS}/search`, { optStatus: "OptIn", perPage: 90, pageToken })).body;
  const first = await page();
  const second = await page(first.paging.nextPageToken);
  const third = await page(second.paging.nextPageToken);
  expect((await page(third.paging.previousPageToken)).records).toEqual(second.records);
  const again = await page(second.paging.previousPageToken);
  expect(again.records).toEqual(first.records);
  expect(again.paging).not.toHaveProperty("previousPageToken");
});

it("has no tokens where there is nothing", async () => {
  const { body } = await call("POST", `${CONSENTS}/search`, { to: ["+14155559999"] });
  expect(body).toEqual({ records: [], paging: { perPage: 100 } });
});
