import { test as base } from "../signed-in.ts";
import { type RoutePages, serveRoutePages } from "./route-pages.ts";

export const test = base.extend<{ readonly routePages: RoutePages }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its pattern
  routePages: async ({}, use) => {
    const pages = await serveRoutePages();
    await use(pages);
    await pages.close();
  },
});

export { expect } from "../signed-in.ts";
