import { Failure, type FailureCode, toFailure } from "../../failure.ts";
import type { Http } from "../http.ts";
import type { Clock, RateLimiter } from "../rate-limiter.ts";
import { type ConnectionOptions, runConnection } from "./connection.ts";
import { AUTH_SPARE } from "./dial.ts";
import { createLiveContext } from "./live-context.ts";
import type { LiveEvents, LivePorts } from "./types.ts";

export interface EventsPorts extends LivePorts, Clock {
  readonly http: Http;
  readonly limiter: RateLimiter;
  /** In [0, 1). */
  readonly random: () => number;
  /** Which account is signed in; null when none is. */
  readonly account: () => Promise<string | null>;
}

/** Nothing that passes by itself. */
const REFUSED: ReadonlySet<FailureCode> = new Set([
  "signed-out",
  "session-ended",
  "app-permission-missing",
  "user-permission-missing",
  "not-found",
]);
/** After these the server still tells, on recovery, what happened meanwhile. */
const LOSES_NOTHING: ReadonlySet<FailureCode> = new Set([
  "offline",
  "timed-out",
  "server-error",
  "maintenance",
  "rate-limited",
]);
const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 60_000;
/** A connection that lived this long was a good one: the next pause is short again. */
const GOOD_MS = 30_000;

/** Consent changes as they happen, over one WebSocket that is opened again whenever it ends. */
export function createEvents(ports: EventsPorts): LiveEvents {
  const { network, now, sleep, random, limiter } = ports;
  const liveContext = createLiveContext(ports.context);
  let turn: Promise<void> = Promise.resolve();

  /** Ends with the signal, or with the first of the two. */
  const pause = async (
    signal: AbortSignal,
    { ms, until }: { readonly ms: number | null; readonly until: () => boolean },
  ): Promise<void> => {
    const done = new AbortController();
    const both = AbortSignal.any([signal, done.signal]);
    const unlisten = network.onChange(() => {
      if (until()) done.abort();
    });
    try {
      if (!until()) await (ms === null ? aborted(both) : sleep(ms, both).catch(toFailure));
    } finally {
      unlisten();
      done.abort();
    }
  };

  const aborted = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener("abort", () => resolve(), { once: true });
    });

  const wait = async (failure: Failure, retryAt: number, signal: AbortSignal): Promise<void> => {
    ports.onState({ phase: "waiting", failure: failure.toInfo(), retryAt });
    let wasOffline = !network.isOnline();
    await pause(signal, {
      ms: retryAt - now(),
      until: () => {
        const back = wasOffline && network.isOnline();
        wasOffline ||= !network.isOnline();
        return back;
      },
    });
  };

  const waitForNetwork = async (signal: AbortSignal): Promise<void> => {
    if (network.isOnline()) return;
    const failure = new Failure("offline").toInfo();
    ports.onState({ phase: "waiting", failure, retryAt: null });
    await pause(signal, { ms: null, until: network.isOnline });
  };

  /** The Auth group may be closed, by an earlier worker's penalty too. */
  const waitForLimit = async (signal: AbortSignal): Promise<void> => {
    const retryAt = await limiter.closedUntil({ group: "auth", spare: AUTH_SPARE });
    if (retryAt > 0) await wait(new Failure("rate-limited", { retryAt }), retryAt, signal);
  };

  const connect = async (
    options: Omit<ConnectionOptions, "account">,
    signal: AbortSignal,
  ): Promise<never> => {
    const offline = new AbortController();
    const unlisten = network.onChange(() => {
      if (!network.isOnline()) offline.abort();
    });
    try {
      const account = await ports.account();
      if (account === null) throw new Failure("signed-out");
      const either = AbortSignal.any([signal, offline.signal]);
      return await runConnection({ ...ports, liveContext }, { ...options, account }, either);
    } catch (error) {
      throw offline.signal.aborted ? new Failure("offline", { cause: error }) : error;
    } finally {
      unlisten();
    }
  };

  /** A 401 is none while the session goes on: the token may have ended right after its renewal. */
  const isFinal = async ({ code }: Failure): Promise<boolean> =>
    REFUSED.has(code) && (code !== "signed-out" || (await ports.account()) === null);

  const keepConnected = async (signal: AbortSignal): Promise<void> => {
    let failures = 0;
    let gap = false;
    let endedByServer = false;
    while (!signal.aborted) {
      await waitForNetwork(signal);
      await waitForLimit(signal);
      if (signal.aborted) return;
      ports.onState({ phase: "connecting" });
      let liveSince: number | null = null;
      const onLive = (): void => {
        liveSince = now();
        gap = false;
        ports.onState({ phase: "live" });
      };
      const failure = toFailure(
        await connect({ gap, endedByServer, onLive }, signal).catch(toFailure),
      );
      if (signal.aborted) return;
      if (await isFinal(failure)) {
        ports.onState({ phase: "refused", failure: failure.toInfo() });
        return;
      }
      gap ||= !LOSES_NOTHING.has(failure.code);
      endedByServer = liveSince !== null && failure.code === "server-error";
      const good = liveSince !== null && now() - liveSince >= GOOD_MS;
      failures = good ? 1 : failures + 1;
      const full = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1));
      const retryAt = Math.max(now() + full * (0.5 + random() / 2), failure.retryAt ?? 0);
      await wait(failure, retryAt, signal);
    }
  };

  return {
    run: (signal) => {
      turn = turn.catch(toFailure).then(() => keepConnected(signal));
      return turn;
    },
  };
}
