import type { Context } from "hono";
import type { Emulator } from "../emulator.ts";
import type { ApiApp } from "../http/api-env.ts";

/** What a test in another process may do, besides asking the API. */
export type ControlPort = Omit<Emulator, "url" | "close">;

/** Mistakes of a test come back as 400 with a sentence. */
const answer = async (context: Context, act: () => unknown): Promise<Response> => {
  try {
    const result = await act();
    return result === undefined ? context.body(null, 204) : context.json(result);
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) {
      return context.json({ message: error.message }, 400);
    }
    throw error;
  }
};

/** The control API: the emulator's own methods by name. */
export function mountControl(app: ApiApp, port: ControlPort): void {
  const control = (
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    path: string,
    act: (context: Context) => unknown,
  ): void => {
    app.on(method, `/_control${path}`, (context) => answer(context, () => act(context)));
  };

  control("GET", "/switches", () => port.switches());
  control("PATCH", "/switches", async (context) => {
    port.setSwitches(await context.req.json());
    return port.switches();
  });
  control("GET", "/log", () => port.log());
  control("DELETE", "/log", () => port.clearLog());
  control("POST", "/keyword", async (context) => ({
    keyword: port.keyword(await context.req.json()),
  }));
  control("GET", "/records", () => port.store.records());
  control("POST", "/records", async (context) => {
    const { records, events = false } = await context.req.json();
    port.putRecords(records, { events });
  });
  control("PUT", "/sms-configuration/:number", async (context) =>
    port.setSmsConfiguration(context.req.param("number") ?? "", await context.req.json()),
  );
  control("GET", "/sockets", () => port.sockets());
  control("POST", "/sockets/close", async (context) => {
    const { code, id } = await context.req.json();
    return { closed: port.closeSockets(code, id) };
  });
  control("POST", "/sockets/text", async (context) => ({
    sent: port.sendText(await context.req.text()),
  }));
  control("POST", "/clock/advance", async (context) => {
    const { ms } = await context.req.json();
    port.advance(Number(ms));
  });
  control("POST", "/sign-in", async (context) => port.signIn(await context.req.json()));
  control("POST", "/expire-tokens", () => port.expireTokens());
  control("POST", "/revoke-tokens", () => port.revokeTokens());
  control("POST", "/reset", () => port.reset());
}
