import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";

const FOLDER = new URL("../pages/", import.meta.url);
/** RingCentral's own library, as it is published. */
const C2D = new URL("../../../node_modules/ringcentral-c2d/build/index.js", import.meta.url);
/** Records what reaches the page's own handlers, before anything else of the page runs. */
const RECORDER = `<script>
window.opened = [];
window.seen = [];
for (const type of ["pointerdown", "mousedown", "mouseup", "click", "auxclick", "keydown", "submit"]) {
  window.addEventListener(type, ({ target, key }) => {
    if (key !== "Control" && key !== "Shift") seen.push(type + " " + (target.id || target.localName));
  }, true);
}
</script>`;

export interface RoutePages {
  /** The page with its numbers filled in. */
  url(name: string, to: string, clear: string): string;
  /** The same pages under an origin that is not guarded. */
  unguardedUrl(name: string): string;
  /** Adds a page that is in no file. */
  put(name: string, html: string): void;
  close(): Promise<void>;
}

/** Serves `test/e2e/pages`, each with the recipient of its address. */
export async function serveRoutePages(): Promise<RoutePages> {
  const app = new Hono();
  app.get("/favicon.ico", (context) => context.body(null, 204));
  app.get("/vendor/ringcentral-c2d.js", async (context) =>
    context.body(await readFile(C2D), 200, { "Content-Type": "text/javascript" }),
  );
  const made = new Map<string, string>();
  app.get("/:name", async (context) => {
    const { to = "", clear = "" } = context.req.query();
    const name = context.req.param("name");
    const html = made.get(name) ?? (await readFile(new URL(name, FOLDER), "utf8"));
    return context.html(fillIn(html, to, clear).replace(/<title>/, `${RECORDER}$&`));
  });
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (name, to, clear) =>
      `http://localhost:${port}/${name}?${new URLSearchParams({ to, clear })}`,
    unguardedUrl: (name) => `http://127.0.0.1:${port}/${name}`,
    put: (name, html) => made.set(name, html),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}

export const fillIn = (text: string, to: string, clear: string): string =>
  text
    .replaceAll("__TO__", to)
    .replaceAll("__DIGITS__", to.slice(1))
    .replaceAll("__ENCODED__", encodeURIComponent(to))
    .replaceAll("__CLEAR__", clear);
