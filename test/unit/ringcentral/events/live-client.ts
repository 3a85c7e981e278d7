import { vi } from "vitest";
import type { ConsentRecord } from "../../../../lib/consent/record.ts";
import type { LivePorts, LiveState } from "../../../../lib/ringcentral/events/types.ts";
import type { Emulator } from "../../../emulator/emulator.ts";
import { type MemoryValue, memoryValue } from "../../../support/memory-value.ts";
import { createTestClient, type TestClient } from "../../../support/test-client.ts";
import { createTestClock } from "../../../support/test-clock.ts";

/** Waits for a state, a thrown error being "not yet". */
export const until = <T>(ready: () => T): Promise<T> =>
  vi.waitFor(ready, { interval: 3, timeout: 20_000 });

/** A network that the test plugs in and out. */
export function testNetwork() {
  let online = true;
  const listeners = new Set<() => void>();
  return {
    isOnline: () => online,
    onChange: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set: (value: boolean): void => {
      online = value;
      for (const listener of [...listeners]) listener();
    },
    listeners: () => listeners.size,
  };
}

export interface RunOptions extends Partial<LivePorts> {
  /** What an earlier worker left on disk. */
  readonly stored?: MemoryValue;
}

/** Follows the changes of a client and notes what it hears. */
export function follow(client: Pick<TestClient, "liveEvents">, options: RunOptions = {}) {
  const abort = new AbortController();
  const network = testNetwork();
  const context = options.stored ?? memoryValue();
  const states: LiveState[] = [];
  const changes: ConsentRecord[] = [];
  const heard = { gaps: 0, frames: 0 };
  const ports: LivePorts = {
    network,
    context,
    onChanges: async (records) => void changes.push(...records),
    onGap: () => void heard.gaps++,
    onState: (state) => void states.push(state),
    ...options,
    openSocket: (url) => {
      const socket = (options.openSocket ?? ((address) => new WebSocket(address)))(url);
      socket.addEventListener("message", () => heard.frames++);
      return socket;
    },
  };
  const events = client.liveEvents(ports);
  const ended = events.run(abort.signal);
  const phase = () => states.at(-1)?.phase;
  return {
    events,
    states,
    changes,
    heard,
    network,
    context,
    abort,
    ended,
    /** Waits until it has become live that many times. */
    live: (times = 1): Promise<void> =>
      until(() => {
        const lives = states.filter((state) => state.phase === "live").length;
        if (lives < times || phase() !== "live") throw new Error(JSON.stringify(states));
      }),
    /** Waits until it pauses, and says why. */
    waiting: (): Promise<LiveState & { phase: "waiting" }> =>
      until(() => {
        const last = states.at(-1);
        if (last?.phase !== "waiting") throw new Error(JSON.stringify(states));
        return last;
      }),
    changed: (count: number): Promise<void> =>
      until(() => {
        if (changes.length < count) throw new Error(`${changes.length} changes`);
      }),
    stop: async (): Promise<void> => {
      abort.abort();
      await ended;
    },
  };
}

export type Follower = ReturnType<typeof follow>;

const START = Date.parse("2026-11-24T09:00:00Z");
/** For the emulator, which adds its own advances to it. */
export const stillClock = (): number => START;

/** A signed-in client whose clock moves together with the emulator's. */
export async function signedIn(emulator: Emulator) {
  const clock = createTestClock({ start: START, jumps: false });
  const client = createTestClient(emulator, { clock });
  const advance = (ms: number): void => {
    clock.advance(ms);
    emulator.advance(ms);
  };
  await client.connect();
  // The login's own requests of the Auth group lie behind.
  advance(61_000);
  return {
    client,
    clock,
    advance,
    /** As a new worker finds it. */
    nextWorker: () =>
      createTestClient(emulator, { clock, tokens: client.tokens, rateLimits: client.rateLimits }),
  };
}
