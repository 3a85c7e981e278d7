import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";

export interface PageServer {
  /** `http://localhost:<port>`; the same pages answer under `crossOrigin`. */
  readonly url: string;
  readonly crossOrigin: string;
  close(): Promise<void>;
}

/** Serves a folder of pages on loopback under two origins. */
export async function servePages(folder: string, port = 0): Promise<PageServer> {
  const app = new Hono();
  app.use("*", serveStatic({ root: folder }));
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address() as AddressInfo;
  return {
    url: `http://localhost:${address.port}`,
    crossOrigin: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}
