import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { Failure } from "../../../lib/failure.ts";
import { createRouter, type Handlers, type MessageSender } from "../../../lib/messages/router.ts";
import { audience, requestSchemas } from "../../../lib/messages/schemas.ts";

const ID = "mikfmnfomabfjdgfpifpcbdeehndjokj";
const ORIGIN = `chrome-extension://${ID}`;
const popup: MessageSender = { id: ID, url: `${ORIGIN}/popup.html` };
const page: MessageSender = {
  id: ID,
  url: "https://crm.example.com/contacts",
  frameId: 2,
  tab: { id: 7, url: "https://crm.example.com/" },
};

function routerWith(overrides: Partial<Handlers> = {}) {
  const called = vi.fn();
  const handlers = Object.fromEntries(
    Object.keys(requestSchemas).map((name) => [
      name,
      async (request: unknown, frame: unknown) => {
        called(name, request, frame);
        return null;
      },
    ]),
  ) as unknown as Handlers;
  const onBug = vi.fn();
  const route = createRouter({
    handlers: { ...handlers, ...overrides },
    extensionId: ID,
    ownOrigin: ORIGIN,
    onBug,
  });
  return { route, called, onBug };
}

const change = {
  name: "consent/change",
  payload: { to: ["+14155552671"], from: null, optStatus: "OptOut", note: "" },
};

describe("the door of the background", () => {
  it("lets our own pages change consent", async () => {
    const { route, called } = routerWith();
    expect(await route(change, popup)).toEqual({ ok: true, value: null });
    expect(called).toHaveBeenCalledWith("consent/change", change.payload, expect.anything());
  });

  it.each<[string, MessageSender]>([
    ["a content script", page],
    [
      "a foreign extension",
      { id: "abcdefghijklmnopabcdefghijklmnop", url: `${ORIGIN}/popup.html` },
    ],
    ["nobody known", { url: `${ORIGIN}/popup.html` }],
    [
      "a page that looks like ours",
      { id: ID, url: `${ORIGIN}.evil.example/popup.html`, tab: { id: 1 } },
    ],
    ["a frame without an address", { id: ID, tab: { id: 1 } }],
  ])("refuses a change by %s", async (_who, sender) => {
    const { route, called } = routerWith();
    expect(await route(change, sender)).toEqual({
      ok: false,
      failure: { code: "sender-refused", detail: "consent/change" },
    });
    expect(called).not.toHaveBeenCalled();
  });

  it("tells a handler which frame of which tab asks", async () => {
    const { route, called } = routerWith();
    await route({ name: "guard/config", payload: { fresh: true } }, page);
    expect(called).toHaveBeenCalledWith(
      "guard/config",
      { fresh: true },
      {
        tabId: 7,
        frameId: 2,
        addresses: ["https://crm.example.com/contacts", "https://crm.example.com/"],
      },
    );
  });

  it.each([
    { name: "consent/change", payload: { ...change.payload, to: ["4155552671"] } },
    { name: "consent/change", payload: { ...change.payload, to: [] } },
    { name: "consent/change", payload: { ...change.payload, extra: 1 } },
    { name: "consent/change", payload: { ...change.payload, from: [] } },
    { name: "consent/change" },
    { name: "no/such", payload: {} },
    { name: "toString", payload: {} },
    { name: "__proto__", payload: {} },
    { name: 5 },
  ])("answers %j with a name, not with a crash", async (message) => {
    const { route, called } = routerWith();
    expect(await route(message, popup)).toMatchObject({
      ok: false,
      failure: { code: "message-malformed" },
    });
    expect(called).not.toHaveBeenCalled();
  });

  it("passes expected failures on and reports bugs", async () => {
    const { route, onBug } = routerWith({
      "state/get": () => Promise.reject(new Failure("offline")),
      "sync/run": () => Promise.reject(new TypeError("a bug")),
    });
    expect(await route({ name: "state/get", payload: {} }, popup)).toEqual({
      ok: false,
      failure: { code: "offline" },
    });
    expect(onBug).not.toHaveBeenCalled();
    expect(await route({ name: "sync/run", payload: {} }, popup)).toMatchObject({
      ok: false,
      failure: { code: "unexpected" },
    });
    expect(onBug).toHaveBeenCalledOnce();
  });

  it("leaves alone what is no request", () => {
    const { route } = routerWith();
    for (const message of [null, undefined, 3, "x", {}, { push: "state-changed" }]) {
      expect(route(message, popup)).toBeUndefined();
    }
  });

  it("never lets a page reach a message of our own pages, whatever it sends", async () => {
    const own = Object.keys(audience).filter(
      (name) => audience[name as keyof typeof audience] === "own",
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...own), fc.anything(), async (name, payload) => {
        const { route, called } = routerWith();
        const reply = await route({ name, payload }, page);
        expect(reply).toMatchObject({ ok: false, failure: { code: "sender-refused" } });
        expect(called).not.toHaveBeenCalled();
      }),
    );
  });
});
