import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { createAdaptorServer } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { build } from "esbuild";
import { Hono } from "hono";
import { html } from "hono/html";
import { DEMO_CUSTOMERS, type DemoCustomer } from "../emulator/demo-customers.ts";

const FOLDER = fileURLToPath(new URL("crm", import.meta.url));

export interface CrmOptions {
  readonly port?: number;
  /** A customer answers by text. */
  readonly onReply: (reply: { readonly from: string; readonly text: string }) => void;
}

export interface Crm {
  readonly url: string;
  /** The same server under another origin, which the partner's frame comes from. */
  readonly otherUrl: string;
  close(): Promise<void>;
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${FOLDER}/main.tsx`],
    bundle: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    minify: true,
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

/** A page of the kind that CRMs keep in a frame: no framework, numbers and links in a plain table. */
function plainPage(title: string, customers: readonly DemoCustomer[]) {
  const rows = customers.map(
    ({ name, phone }) => html`<tr>
      <td>${name}</td>
      <td><a href="tel:${phone}">${phone.slice(2, 5)}-${phone.slice(5, 8)}-${phone.slice(8)}</a></td>
      <td><a href="sms:${phone}" aria-label="Text ${name}">Text</a></td>
    </tr>`,
  );
  return html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <title>${title}</title>
      <link rel="stylesheet" href="/crm.css" />
      <table>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </html>`;
}

/** The demo's CRM on loopback: a single-page React app, two plain pages for its frames, and the customers' phones. */
export async function startCrm({ port = 0, onReply }: CrmOptions): Promise<Crm> {
  const script = await bundle();
  const app = new Hono();
  app.get("/main.js", (context) =>
    context.body(script, 200, { "Content-Type": "text/javascript; charset=utf-8" }),
  );
  app.get("/api/customers", (context) =>
    context.json(
      DEMO_CUSTOMERS.map(({ id, name, company, phone }) => ({ id, name, company, phone })),
    ),
  );
  app.get("/classic", (context) =>
    context.html(plainPage("Classic view", DEMO_CUSTOMERS.slice(16, 21))),
  );
  app.get("/partner", (context) =>
    context.html(plainPage("Partner portal", DEMO_CUSTOMERS.slice(24, 29))),
  );
  app.post("/demo/reply", async (context) => {
    onReply(await context.req.json());
    return context.body(null, 204);
  });
  app.get("/crm.css", serveStatic({ root: FOLDER }));
  app.get("*", serveStatic({ root: FOLDER, path: "index.html" }));

  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address() as AddressInfo;
  return {
    url: `http://localhost:${address.port}`,
    otherUrl: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}
