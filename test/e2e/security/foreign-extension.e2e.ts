import { CLIENT_ID } from "../../emulator/oauth/apps.ts";
import { startBesideForeign } from "../../support/foreign-extension.ts";
import { openOwn } from "../../support/own-page.ts";
import { expect, test } from "../test.ts";

const TO = "+14155552701";
/** What a stranger would most like to do, and what would tell it most. */
const MESSAGES = [
  { name: "consent/change", payload: { to: [TO], from: null, optStatus: "OptIn", note: "" } },
  { name: "guard/verdicts", payload: { recipients: [TO] } },
  { name: "guard/attempt", payload: { recipients: [TO], result: "overridden" } },
  { name: "settings/update", payload: { sites: [] } },
  { name: "session/disconnect", payload: {} },
  { name: "data/forget", payload: {} },
  { name: "audit/page", payload: { limit: 10 } },
  { name: "state/get", payload: {} },
];

interface Port {
  readonly onMessage: { addListener(listen: (message: unknown) => void): void };
  readonly onDisconnect: { addListener(listen: () => void): void };
  postMessage(message: unknown): void;
}
interface Api {
  readonly runtime: {
    sendMessage(id: string, message: unknown): Promise<unknown>;
    connect(id: string, info?: { name: string }): Port;
  };
}
declare const browser: Api | undefined;
declare const chrome: Api;

test("another extension is told nothing and changes nothing", async ({ kind, emulator }) => {
  const beside = await startBesideForeign(kind);
  const { foreign, ourId } = beside;
  try {
    const own = await openOwn(beside.browser);
    await own.signIn({
      serverUrl: emulator.url,
      clientId: CLIENT_ID,
      sites: ["http://localhost/*"],
    });
    const log = async () => (await own.send("audit/page", { limit: 100 })).entries;
    const known = async () => {
      const { session, settings, sites } = await own.send("state/get", {});
      return { session, settings, sites, log: await log() };
    };
    const before = await known();

    await test.step("by messages", async () => {
      const heard = await foreign.evaluate(
        async ({ id, messages }) => {
          const { runtime } = typeof browser === "undefined" ? chrome : browser;
          const send = (message: unknown): Promise<unknown> =>
            runtime.sendMessage(id, message).then(
              (answer) => answer ?? "no answer",
              () => "no answer",
            );
          return Promise.all(messages.map(send));
        },
        { id: ourId, messages: MESSAGES },
      );
      expect(heard).toEqual(MESSAGES.map(() => "no answer"));
    });

    await test.step("by ports, under the names of ours too", async () => {
      const heard = await foreign.evaluate(
        async ({ id, messages, names }) => {
          const { runtime } = typeof browser === "undefined" ? chrome : browser;
          const connect = (name: string): Promise<unknown[]> =>
            new Promise((resolve) => {
              const answers: unknown[] = [];
              const port = runtime.connect(id, { name });
              port.onMessage.addListener((message) => answers.push(message));
              port.onDisconnect.addListener(() => resolve(answers));
              for (const message of messages) {
                try {
                  port.postMessage(message);
                } catch {
                  // It is closed already.
                }
              }
            });
          return (await Promise.all(names.map(connect))).flat();
        },
        { id: ourId, messages: MESSAGES, names: ["", "own-page"] },
      );
      expect(heard).toEqual([]);
    });

    await test.step("by reading our files", async () => {
      const read = await foreign.evaluate(
        (origin) =>
          Promise.all(
            ["manifest.json", "options.html", "reader.js"].map((path) =>
              fetch(`${origin}/${path}`).then(
                () => "read",
                () => "refused",
              ),
            ),
          ),
        beside.browser.origin,
      );
      expect(read).toEqual(["refused", "refused", "refused"]);
    });

    expect(await known()).toEqual(before);
    expect(emulator.log().filter(({ method }) => method === "PATCH")).toEqual([]);
  } finally {
    await beside.browser.close();
  }
});
