import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { mountAccount } from "./account-routes.ts";
import { type ConsentStore, createConsentStore } from "./consent-store.ts";
import { mountConsents } from "./consents-routes.ts";
import { ApiError, sendError, unknownUri } from "./errors.ts";
import { createOAuth } from "./oauth.ts";
import { createRateLimits } from "./rate-limits.ts";
import { DEFAULT_SWITCHES, type Switches } from "./switches.ts";
import { createTexting } from "./texting.ts";

export interface RequestLogEntry {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** Parsed JSON; forms and tokens are not kept. */
  readonly body: unknown;
  readonly userAgent: string | null;
  status: number;
}

export interface EmulatorOptions {
  readonly port?: number;
  /** Records of strangers. */
  readonly records?: number;
  /** The demo CRM's customers too. */
  readonly demo?: boolean;
  readonly switches?: Partial<Switches>;
  readonly now?: () => number;
}

export interface Emulator {
  readonly url: string;
  readonly store: ConsentStore;
  readonly fetch: (request: Request) => Response | Promise<Response>;
  setSwitches(change: Partial<Switches>): void;
  /** A customer's message to a business number. */
  keyword(message: { from: string; to: string; text: string }): boolean;
  log(): readonly RequestLogEntry[];
  expireTokens(): void;
  revokeTokens(): void;
  reset(): void;
  close(): Promise<void>;
}

export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const now = options.now ?? Date.now;
  let switches: Switches = { ...DEFAULT_SWITCHES, ...options.switches };
  let log: RequestLogEntry[] = [];
  const store = createConsentStore(now);
  const limits = createRateLimits(now, () => switches);
  const oauth = createOAuth(now, () => switches);
  const texting = createTexting(store);
  const app = new Hono();

  const authorise = (context: Context): void => {
    oauth.bearer(context);
    const { deny } = switches;
    if (deny === "token")
      throw new ApiError(401, "TokenInvalid", "OAU-129", "Access token corrupted");
    if (deny === "app-permission") {
      throw new ApiError(403, "InsufficientPermissions", "CMN-401", "The app needs a permission", {
        permissionName: "SMS",
      });
    }
    if (deny === "user-permission") {
      throw new ApiError(403, "InsufficientPermissions", "CMN-408", "The user needs a permission", {
        permissionName: "EditSmsConsents",
      });
    }
    if (switches.failNext > 0) {
      switches = { ...switches, failNext: switches.failNext - 1 };
      throw new ApiError(500, "InternalError", "CMN-201", "Service unavailable");
    }
    const headers = limits.count("light");
    if (!switches.hideRateHeaders) {
      for (const [name, value] of Object.entries(headers)) context.header(name, value);
    }
  };

  app.use("/restapi/*", async (context, next) => {
    const isJson = context.req.header("Content-Type")?.includes("json") ?? false;
    const text = isJson ? await context.req.raw.clone().text() : "";
    const entry: RequestLogEntry = {
      method: context.req.method,
      path: context.req.path,
      query: context.req.path.includes("/oauth/") ? "" : new URL(context.req.url).search,
      body: parse(text),
      userAgent: context.req.header("X-User-Agent") ?? null,
      status: 0,
    };
    log.push(entry);
    if (switches.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, switches.delayMs));
    await next();
    entry.status = context.res.status;
  });

  app.onError((error, context) => {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 429 && !switches.omitRetryAfter) {
      context.header("Retry-After", String(switches.penaltySeconds));
    }
    return sendError(context, error, switches.newErrors);
  });
  app.notFound((context) => sendError(context, unknownUri(), switches.newErrors));

  oauth.mount(app, limits);
  mountConsents(app, { store, switches: () => switches, authorise });
  mountAccount(app, authorise);
  texting.mount(app, authorise);

  const reset = (): void => {
    switches = { ...DEFAULT_SWITCHES, ...options.switches };
    log = [];
    limits.reset();
    store.clear();
    store.seed(options.records ?? 0);
    if (options.demo) store.seedDemo();
  };
  reset();

  app.get("/_control/log", (context) => context.json(log));
  app.post("/_control/keyword", async (context) =>
    context.json({ keyword: texting.receive(await context.req.json()) }),
  );
  app.patch("/_control/switches", async (context) => {
    switches = { ...switches, ...((await context.req.json()) as Partial<Switches>) };
    return context.json(switches);
  });
  app.get("/_control/records", (context) => context.json(store.records()));
  app.post("/_control/expire-tokens", (context) => {
    oauth.expireAccess();
    return context.body(null, 204);
  });
  app.post("/_control/reset", (context) => {
    reset();
    return context.body(null, 204);
  });

  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    store,
    fetch: app.fetch,
    setSwitches: (change) => {
      switches = { ...switches, ...change };
    },
    keyword: texting.receive,
    log: () => log,
    expireTokens: oauth.expireAccess,
    revokeTokens: oauth.revokeAll,
    reset,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}

const parse = (text: string): unknown => {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return text;
  }
};
