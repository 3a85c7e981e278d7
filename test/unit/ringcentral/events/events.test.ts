import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { E164 } from "../../../../lib/phone/e164.ts";
import { type Emulator, startEmulator } from "../../../emulator/emulator.ts";
import { memoryValue } from "../../../support/memory-value.ts";
import {
  type Follower,
  follow,
  type RunOptions,
  signedIn,
  stillClock,
  until,
} from "./live-client.ts";

vi.setConfig({ testTimeout: 30_000 });
const signal = new AbortController().signal;
const SUPPORT = "+16505550101";
const ADA = "+14155550123";
const customer = (i: number): string => `+1415555${String(1000 + i)}`;

let emulator: Emulator;
let session: Awaited<ReturnType<typeof signedIn>>;
const followers: Follower[] = [];

beforeEach(async () => {
  emulator = await startEmulator({ now: stillClock });
  session = await signedIn(emulator);
});
afterEach(async () => {
  await Promise.all(followers.splice(0).map((follower) => follower.stop()));
  await emulator.close();
});

const start = (options?: RunOptions, client = session.client): Follower => {
  const follower = follow(client, options);
  followers.push(follower);
  return follower;
};
const startLive = async (options?: RunOptions): Promise<Follower> => {
  const follower = start(options);
  await follower.live();
  // ConnectionDetails, the subscription and the first echo have come; the next heartbeat and look wait.
  await until(() => expect(follower.heard.frames).toBe(3));
  await until(() => expect(session.clock.sleeping()).toBe(2));
  return follower;
};
const stopFrom = (from: string) => emulator.keyword({ from, to: SUPPORT, text: "STOP" });
const wsTokens = () => emulator.log().filter(({ path }) => path.endsWith("/wstoken"));
/** Drops the connection and waits for the pause after it. */
const drop = async (follower: Follower, code = 1006) => {
  emulator.closeSockets(code);
  const state = await follower.waiting();
  await until(() => expect(emulator.sockets()).toEqual([]));
  return state;
};
/** Moves on to the next attempt. */
const retry = (follower: Follower) => {
  const last = follower.states.at(-1);
  if (last?.phase !== "waiting" || last.retryAt === null) throw new Error(JSON.stringify(last));
  session.advance(last.retryAt - session.clock.now());
};

describe("live events", () => {
  it("begin with a gap, since nobody told what happened before", async () => {
    const { states, heard } = await startLive();
    expect(states).toEqual([{ phase: "connecting" }, { phase: "live" }]);
    expect(heard.gaps).toBe(1);
    expect(emulator.sockets()).toMatchObject([
      { eventFilters: ["/restapi/v2/accounts/472231004/sms/consents"] },
    ]);
  });

  it("tell of replies and of changes by the API", async () => {
    const { changes, changed, heard } = await startLive();
    stopFrom(ADA);
    await changed(1);
    expect(changes[0]).toMatchObject({
      to: ADA,
      from: SUPPORT,
      optStatus: "OptOut",
      source: "Recipient",
    });
    await session.client.consents.change(
      [{ from: null, to: ADA as E164, optStatus: "OptIn" }],
      signal,
    );
    await changed(2);
    expect(changes[1]).toMatchObject({ to: ADA, from: null, optStatus: "OptIn", source: "Api" });
    expect(heard.gaps).toBe(1);
  });

  it("pass on what comes twice or in the wrong order", async () => {
    const { changes, changed } = await startLive();
    emulator.setSwitches({ doubleEvents: true, reorderEvents: true });
    for (const i of [1, 2]) stopFrom(customer(i));
    await changed(4);
    expect(changes.map(({ to }) => to)).toEqual([2, 2, 1, 1].map(customer));
  });

  it("keep the socket alive by heartbeats", async () => {
    emulator.setSwitches({ socketIdleSeconds: 45 });
    const { heard, states } = await startLive();
    for (let i = 0; i < 6; i++) {
      // ConnectionDetails, the subscription, an echo for each beat.
      await until(() => expect(heard.frames).toBe(3 + i));
      session.advance(20_000);
    }
    expect(states).toHaveLength(2);
    expect(emulator.sockets()).toHaveLength(1);
  });
});

describe("a lost connection", () => {
  it.each([1006, 1001, 1011])("is recovered with what was missed (closed by %i)", async (code) => {
    const follower = await startLive();
    const state = await drop(follower, code);
    expect(state.failure.code).toBe(code === 1006 ? "offline" : "server-error");
    for (const i of [1, 2, 3]) stopFrom(customer(i));
    retry(follower);
    await follower.live(2);
    expect(follower.changes.map(({ to }) => to)).toEqual([1, 2, 3].map(customer));
    expect(follower.heard.gaps).toBe(1);
    stopFrom(ADA);
    await follower.changed(4);
  });

  it("is begun anew with a gap when it cannot be recovered", async () => {
    const follower = await startLive();
    await drop(follower);
    stopFrom(ADA);
    session.advance(181_000);
    await follower.live(2);
    expect(follower.changes).toEqual([]);
    expect(follower.heard.gaps).toBe(2);
    stopFrom(ADA);
    await follower.changed(1);
  });

  it("leaves a gap when more was missed than the server keeps", async () => {
    emulator.setSwitches({ recoveryBuffer: 3 });
    const follower = await startLive();
    await drop(follower);
    for (let i = 0; i < 5; i++) stopFrom(customer(i));
    retry(follower);
    await follower.live(2);
    expect(follower.changes.map(({ to }) => to)).toEqual([2, 3, 4].map(customer));
    expect(follower.heard.gaps).toBe(2);
  });

  it("leaves a gap when something was on its way", async () => {
    let cut = false;
    const follower = await startLive({
      openSocket: (url) => {
        const socket = new WebSocket(url);
        socket.addEventListener("message", (message) => {
          if (cut) message.stopImmediatePropagation();
        });
        return socket;
      },
    });
    cut = true;
    stopFrom(customer(1));
    await until(() => expect(emulator.store.of(customer(1))).toHaveLength(1));
    await drop(follower);
    cut = false;
    stopFrom(customer(2));
    retry(follower);
    await follower.live(2);
    expect(follower.changes.map(({ to }) => to)).toEqual([customer(2)]);
    expect(follower.heard.gaps).toBe(2);
  });

  it.each([
    ["idle", { socketIdleSeconds: 10 }, 10_000],
    ["absolute", { socketAbsoluteSeconds: 15 }, 15_000],
  ])("is opened again after an %s end", async (_, switches, ms) => {
    emulator.setSwitches(switches);
    const follower = await startLive();
    emulator.advance(ms);
    expect((await follower.waiting()).failure.detail).toMatch(/^socket WSG-90[23]$/);
    await until(() => expect(emulator.sockets()).toEqual([]));
    stopFrom(ADA);
    retry(follower);
    await follower.live(2);
    await follower.changed(1);
    expect(follower.heard.gaps).toBe(1);
  });

  it("is tried ever more slowly while the server is away", async () => {
    const follower = await startLive();
    emulator.setSwitches({ faults: [{ endpoint: "wstoken", status: 503 }] });
    await drop(follower);
    const pauses: number[] = [];
    for (let i = 0; i < 9; i++) {
      const before = follower.states.length;
      retry(follower);
      await until(() => {
        expect(follower.states.length).toBeGreaterThan(before);
        expect(follower.states.at(-1)?.phase).toBe("waiting");
      });
      const { failure, retryAt } = await follower.waiting();
      if (failure.code !== "rate-limited") pauses.push((retryAt ?? 0) - session.clock.now());
    }
    expect(pauses.slice(0, 6)).toEqual([3000, 6000, 12_000, 24_000, 45_000, 45_000]);
    emulator.setSwitches({ faults: [] });
    retry(follower);
    await follower.live(2);
  });

  it("survives the worker", async () => {
    const first = await startLive();
    await first.stop();
    await until(() => expect(emulator.sockets()).toEqual([]));
    stopFrom(ADA);
    const second = start({ stored: first.context }, session.nextWorker());
    await second.live();
    await second.changed(1);
    expect(second.heard.gaps).toBe(0);
  });

  it("leaves a gap when the worker died over a change", async () => {
    const first = await startLive({ onChanges: () => new Promise(() => undefined) });
    stopFrom(ADA);
    await until(() => expect(first.context.peek()).toMatchObject({ settled: false }));
    await first.stop();
    await until(() => expect(emulator.sockets()).toEqual([]));
    const second = start({ stored: first.context }, session.nextWorker());
    await second.live();
    expect(second.heard.gaps).toBe(1);
  });

  it("is given up, with a gap, when a change could not be taken in", async () => {
    let full = true;
    const follower = await startLive({
      onChanges: async () => {
        if (full) throw new Error("disk full");
      },
    });
    stopFrom(ADA);
    expect((await follower.waiting()).failure.code).toBe("unexpected");
    full = false;
    retry(follower);
    await follower.live(2);
    expect(follower.heard.gaps).toBe(2);
  });

  it.each([
    ["of another account", { account: "another" }],
    ["that the server never gave", { token: "rubbish" }],
    ["that is none", { subscriptionId: 7 }],
  ])("is not recovered with a context %s", async (_, change) => {
    const first = await startLive();
    await first.stop();
    const stored = memoryValue({ ...(first.context.peek() as object), ...change });
    const second = start({ stored }, session.nextWorker());
    if ("token" in change) {
      expect((await second.waiting()).failure.detail).toBe("socket WSG-400");
      retry(second);
    }
    await second.live();
    expect(second.heard.gaps).toBe(1);
  });
});

describe("the Auth group's few requests", () => {
  it("are kept within, with some left for the tokens", async () => {
    const follower = await startLive();
    for (let i = 2; i < 12; i++) {
      await drop(follower);
      retry(follower);
      await until(() => {
        const { phase } = follower.states.at(-1) ?? {};
        if (phase === "waiting") retry(follower);
        expect(phase).toBe("live");
      });
      emulator.expireTokens();
      await session.client.account.user(signal);
    }
    expect(emulator.log().filter(({ status }) => status === 429)).toEqual([]);
  });

  it("are waited for with a name and a time", async () => {
    emulator.setSwitches({ limits: { light: 50, medium: 40, heavy: 10, auth: 0 } });
    const follower = start();
    const { failure, retryAt } = await follower.waiting();
    expect(failure.code).toBe("rate-limited");
    expect(retryAt).toBe(session.clock.now() + 60_000);
    await follower.stop();
    const next = start({}, session.nextWorker());
    expect(await next.waiting()).toMatchObject({ failure: { code: "rate-limited" }, retryAt });
    expect(wsTokens()).toHaveLength(1);
    emulator.setSwitches({ limits: { light: 50, medium: 40, heavy: 10, auth: 5 } });
    retry(next);
    await next.live();
  });

  it("are not spent by workers that die young", async () => {
    const stored = memoryValue();
    for (let i = 0; i < 8; i++) {
      const follower = start({ stored }, session.nextWorker());
      await until(() => expect(follower.states.at(-1)?.phase).not.toBe("connecting"));
      await follower.stop();
    }
    expect(wsTokens().length).toBeLessThanOrEqual(3);
    expect(emulator.log().filter(({ status }) => status === 429)).toEqual([]);
  });
});

describe("a connection that is dead without a word", () => {
  const sent = (socket: WebSocket, ...frame: unknown[]) => socket.send(JSON.stringify(frame));

  it("is noticed when a heartbeat finds no echo", async () => {
    let deaf = false;
    const follower = await startLive({
      openSocket: (url) => {
        const socket = new WebSocket(url);
        const send = socket.send.bind(socket);
        socket.send = (data) => {
          if (!deaf) send(data);
        };
        return socket;
      },
    });
    deaf = true;
    session.advance(20_000);
    await until(() => expect(session.clock.sleeping()).toBe(2));
    session.advance(20_000);
    expect((await follower.waiting()).failure).toEqual({ code: "timed-out", detail: "heartbeat" });
    deaf = false;
    retry(follower);
    await follower.live(2);
    expect(follower.heard.gaps).toBe(1);
  });

  it.each([
    [true, "expired", (): object => ({})],
    [false, "of a server that shows none", (): object => ({ off: ["subscription"] })],
  ])("is renewed (%s) when the subscription is %s", async (renewed, _, switches) => {
    const sockets: WebSocket[] = [];
    const follower = await startLive({
      openSocket: (url) => {
        const socket = new WebSocket(url);
        sockets.push(socket);
        return socket;
      },
    });
    const { subscriptionId } = follower.context.peek() as { subscriptionId: string };
    emulator.setSwitches(switches());
    const path = `/restapi/v1.0/subscription/${subscriptionId}`;
    const [socket] = sockets;
    if (!socket) throw new Error("no socket");
    if (renewed) sent(socket, { type: "ClientRequest", messageId: "end", method: "DELETE", path });
    await until(() => expect(emulator.sockets()[0]?.eventFilters).toHaveLength(renewed ? 0 : 1));
    session.advance(600_000);
    const checked = () => emulator.log().filter((entry) => entry.path === path).length;
    await until(() => expect(checked()).toBe(renewed ? 2 : 1));
    await until(() => expect(emulator.sockets()[0]?.eventFilters).toHaveLength(1));
    await until(() => expect(follower.heard.gaps).toBe(renewed ? 2 : 1));
    stopFrom(ADA);
    await follower.changed(1);
  });
});

describe("a refusal", () => {
  it.each([
    ["app-permission-missing", { missingScopes: ["WebSocketsSubscription"] }],
    [
      "user-permission-missing",
      { disabledFilters: ["/restapi/v2/accounts/472231004/sms/consents"] },
    ],
    ["not-found", { off: ["wstoken"] }],
  ] as const)("ends it with its name: %s", async (code, switches) => {
    emulator.setSwitches(switches);
    const { ended, states } = start();
    await ended;
    expect(states.at(-1)).toMatchObject({ phase: "refused", failure: { code } });
    await until(() => expect(emulator.sockets()).toEqual([]));
    expect(session.clock.sleeping()).toBe(0);
  });

  it("ends it when the session has ended", async () => {
    const follower = await startLive();
    emulator.revokeTokens();
    await follower.waiting();
    retry(follower);
    await follower.ended;
    expect(follower.states.at(-1)).toMatchObject({
      phase: "refused",
      failure: { code: "session-ended" },
    });
  });

  it("ends it when nobody is signed in", async () => {
    await session.client.session.disconnect(signal);
    const { ended, states } = start();
    await ended;
    expect(states.at(-1)).toMatchObject({ phase: "refused", failure: { code: "signed-out" } });
  });

  it("of a stale token is tried again", async () => {
    emulator.setSwitches({ wsTokenSeconds: 0 });
    const follower = start();
    expect((await follower.waiting()).failure.detail).toBe("socket WSG-401");
    emulator.setSwitches({ wsTokenSeconds: 30 });
    retry(follower);
    await follower.live();
  });

  it("of a token that ended right after its renewal is tried again", async () => {
    emulator.setSwitches({ deny: "token" });
    const follower = start();
    expect((await follower.waiting()).failure.code).toBe("signed-out");
    emulator.setSwitches({ deny: null });
    retry(follower);
    await follower.live();
  });

  it("of a token that has expired renews it", async () => {
    emulator.expireTokens();
    await startLive();
    expect(wsTokens().map(({ status }) => status)).toEqual([401, 200]);
  });
});

describe("what cannot be read", () => {
  it.each([
    "rubbish",
    "[]",
    "[7]",
    "{}",
    "--Boundary",
    '[{"type":"Error"},{"errorCode":"WSG-500"}]',
  ])("gives the connection up and a gap follows, unless it was an error: %s", async (text) => {
    const follower = await startLive();
    emulator.sendText(text);
    await follower.waiting();
    retry(follower);
    await follower.live(2);
    expect(follower.heard.gaps).toBe(text.includes("WSG-500") ? 1 : 2);
  });

  it("leaves a gap when it is a notification of ours, and nothing when it is not", async () => {
    const follower = await startLive();
    const { subscriptionId } = follower.context.peek() as { subscriptionId: string };
    const notify = (body: unknown) =>
      emulator.sendText(JSON.stringify([{ type: "ServerNotification", messageId: "1" }, body]));
    const event = "/restapi/v2/accounts/472231004/sms/consents";
    const foreign = { event, subscriptionId: "another", body: { records: [{ to: ADA }] } };
    notify(foreign);
    notify({ ...foreign, subscriptionId, event: "/restapi/v1.0/account/1/presence" });
    emulator.sendText('[{"type":"SomethingNew","messageId":7,"headers":{"a b":"ü"},"wsc":0},{}]');
    notify({ event, subscriptionId, body: { records: [{ to: ADA, optStatus: "OptOut" }] } });
    await follower.changed(1);
    expect(follower.changes).toMatchObject([{ to: ADA, from: null, optStatus: "OptOut" }]);
    expect(follower.heard.gaps).toBe(1);
    notify({ event, subscriptionId, body: { records: [{ to: "nobody" }, null] } });
    notify({ event, subscriptionId, body: "none" });
    notify("none");
    await until(() => expect(follower.heard.gaps).toBe(4));
    expect(follower.states).toHaveLength(2);
  });

  it("is a first frame that comes too late", async () => {
    emulator.setSwitches({ socketDetailsDelayMs: 120_000 });
    const follower = start();
    await until(() => expect(emulator.sockets()).toHaveLength(1));
    await until(() => expect(session.clock.sleeping()).toBeGreaterThan(0));
    session.clock.advance(30_000);
    expect((await follower.waiting()).failure.code).toBe("timed-out");
  });
});

describe("the network", () => {
  it("is waited for, and used at once when it comes back", async () => {
    const follower = await startLive();
    follower.network.set(false);
    await until(() => expect(emulator.sockets()).toEqual([]));
    await follower.waiting();
    session.advance(10_000);
    await until(() =>
      expect(follower.states.at(-1)).toEqual({
        phase: "waiting",
        failure: { code: "offline" },
        retryAt: null,
      }),
    );
    stopFrom(ADA);
    follower.network.set(true);
    await follower.live(2);
    await follower.changed(1);
    expect(follower.heard.gaps).toBe(1);
  });

  it("that comes back ends a long pause", async () => {
    const follower = await startLive();
    follower.network.set(false);
    await follower.waiting();
    follower.network.set(true);
    await follower.live(2);
  });
});

describe("stopping", () => {
  it.each(["live", "waiting"] as const)("leaves nothing behind while %s", async (phase) => {
    const follower = await startLive();
    if (phase === "waiting") await drop(follower);
    await follower.stop();
    await until(() => expect(emulator.sockets()).toEqual([]));
    expect(session.clock.sleeping()).toBe(0);
    expect(follower.network.listeners()).toBe(0);
    const { length } = follower.states;
    session.advance(600_000);
    stopFrom(ADA);
    expect(follower.states).toHaveLength(length);
    expect(follower.changes).toEqual([]);
  });

  it("happens before it began", async () => {
    const abort = new AbortController();
    abort.abort();
    const { events } = await startLive();
    const second = events.run(abort.signal);
    followers[0]?.abort.abort();
    await second;
    expect(wsTokens()).toHaveLength(1);
  });

  it("lets a second run begin", async () => {
    const first = await startLive();
    const abort = new AbortController();
    const second = first.events.run(abort.signal);
    await first.stop();
    await first.live(2);
    abort.abort();
    await second;
    await until(() => expect(emulator.sockets()).toEqual([]));
  });
});
