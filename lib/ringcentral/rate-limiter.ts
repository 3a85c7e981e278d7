import { abortable } from "../abortable.ts";
import { toFailure } from "../failure.ts";
import { penaltyMs, readRateHeaders } from "./rate-headers.ts";
import {
  freshGroup,
  type GroupState,
  RATE_GROUPS,
  type RateGroup,
  type RateLimitStore,
  readState,
} from "./rate-limit-state.ts";

export interface Clock {
  /** Epoch ms. */
  readonly now: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** What a request takes from. */
export interface Usage {
  readonly group: RateGroup;
  /** How much of the window to leave for others, who need not wait behind this request; 0 unless told. */
  readonly spare?: number;
}

/** Leave to send one request. To be ended once, by its answer or by `lost` when none came. */
export interface Leave {
  /** Learns from an answer. Gives the end of the penalty (epoch ms) for a 429. */
  answered(status: number, headers: Headers): Promise<number | null>;
  lost(): void;
}

interface Flight {
  readonly at: number;
}

interface Lane {
  readonly state: GroupState;
  /** When the requests were sent that have no answer yet. */
  readonly flying: Set<Flight>;
  /** After a silence one request goes ahead alone: the rest follow when it has shown that the way is free. */
  careful: boolean;
  /** First come, first served, among those who spare as much. */
  readonly turns: Map<number, Promise<unknown>>;
  /** Ends with the next request that does. */
  heard: PromiseWithResolvers<void>;
}

/**
 * Keeps each group within its limit, and silent while it must be: a request during
 * a penalty would restart the penalty. Limits are learnt from the answers.
 */
export function createRateLimiter({ now, sleep, store }: Clock & { store: RateLimitStore }) {
  let loading: Promise<ReadonlyMap<RateGroup, Lane>> | null = null;
  let known: ReadonlyMap<RateGroup, Lane> | null = null;

  const load = async (): Promise<ReadonlyMap<RateGroup, Lane>> => {
    // Without what an earlier worker knew, a request costs a 429 at most.
    const stored = readState(await store.load().catch(toFailure));
    known = new Map(
      RATE_GROUPS.map((group) => {
        const state = stored[group] ?? freshGroup(group);
        const heard = Promise.withResolvers<void>();
        const careful = state.silence !== null;
        return [group, { state, flying: new Set(), careful, turns: new Map(), heard }];
      }),
    );
    return known;
  };

  const laneOf = async (group: RateGroup): Promise<Lane> => {
    loading ??= load();
    const lane = (await loading).get(group);
    if (!lane) throw new TypeError(`no such group: ${group}`);
    return lane;
  };

  const save = async (): Promise<void> => {
    const state = [...(known ?? [])].map(([group, lane]) => {
      // A worker that dies hears no answers: what is on its way counts as sent.
      const sent = [...lane.state.sent, ...[...lane.flying].map(({ at }) => at)];
      return [group, { ...lane.state, sent }];
    });
    await store.save(Object.fromEntries(state)).catch(toFailure);
  };

  const silenceLeft = (state: GroupState): number => {
    const { silence } = state;
    if (!silence) return 0;
    silence.from = Math.min(silence.from, now());
    return Math.max(0, silence.from + silence.ms - now());
  };

  const silence = (lane: Lane, ms: number): void => {
    if (ms <= silenceLeft(lane.state)) return;
    lane.state.silence = { from: now(), ms };
    lane.careful = true;
  };

  /** How many may fly at once: one, until it is known that the way is free. */
  const widthOf = ({ state, careful }: Lane, spare: number): number =>
    careful ? 1 : Math.max(1, Math.floor(state.limit) - spare);

  /** How long a full window stays full; 0 when there is room, or none before an answer is heard. */
  const fullFor = ({ state, flying }: Lane, spare: number): number => {
    const { windowMs } = state;
    state.sent = state.sent.filter((at) => at > now() - windowMs).map((at) => Math.min(at, now()));
    const room = Math.max(1, Math.floor(state.limit) - spare) - flying.size;
    const first = room > 0 ? state.sent[state.sent.length - room] : undefined;
    return first === undefined ? 0 : first + windowMs - now();
  };

  const closedFor = (lane: Lane, spare: number): number =>
    silenceLeft(lane.state) || fullFor(lane, spare);

  const enter = async (lane: Lane, spare: number, signal: AbortSignal): Promise<Flight> => {
    for (;;) {
      signal.throwIfAborted();
      const ms = closedFor(lane, spare);
      if (ms > 0) await sleep(ms, signal);
      else if (lane.flying.size >= widthOf(lane, spare))
        await abortable(lane.heard.promise, signal);
      else {
        const flight = { at: now() };
        lane.flying.add(flight);
        lane.state.silence = null;
        return flight;
      }
    }
  };

  const dropped = (lane: Lane, flight: Flight): void => {
    lane.flying.delete(flight);
    lane.heard.resolve();
    lane.heard = Promise.withResolvers();
  };

  /** The server may have counted a request as late as its answer came. */
  const landed = (lane: Lane, flight: Flight): void => {
    lane.state.sent.push(now());
    dropped(lane, flight);
  };

  const learn = (lane: Lane, status: number, headers: Headers): number | null => {
    const { state } = lane;
    if (status === 429) {
      silence(lane, penaltyMs(headers, now()));
      return now() + silenceLeft(state);
    }
    const { limit, remaining, windowMs } = readRateHeaders(headers);
    if (windowMs !== null) state.windowMs = windowMs;
    if (limit !== null) state.limit = limit;
    if (remaining === null) {
      lane.careful = false;
      return null;
    }
    // Others use the same account: their requests take room too.
    const byOthers = state.limit - remaining - state.sent.length - lane.flying.size;
    for (let i = 0; i < Math.min(byOthers, 1000); i++) state.sent.push(now());
    if (remaining <= 0) silence(lane, state.windowMs);
    else lane.careful = false;
    return null;
  };

  const take = async (lane: Lane, flight: Flight): Promise<Leave> => {
    await save();
    return {
      answered: async (status, headers) => {
        landed(lane, flight);
        const until = learn(lane, status, headers);
        await save();
        return until;
      },
      lost: () => landed(lane, flight),
    };
  };

  return {
    /** Waits until the group may send. */
    leave: async ({ group, spare = 0 }: Usage, signal: AbortSignal): Promise<Leave> => {
      const lane = await laneOf(group);
      const before = lane.turns.get(spare) ?? Promise.resolve();
      const flight = before.then(() => enter(lane, spare, signal));
      lane.turns.set(spare, flight.catch(toFailure));
      try {
        return take(lane, await abortable(flight, signal));
      } catch (error) {
        // Its turn may have come in the same moment: whoever gave up sends nothing.
        flight.then((unused) => dropped(lane, unused)).catch(toFailure);
        throw error;
      }
    },
    /** Epoch ms from which a group may send again; 0 when it may now. */
    closedUntil: async ({ group, spare = 0 }: Usage): Promise<number> => {
      const ms = closedFor(await laneOf(group), spare);
      return ms > 0 ? now() + ms : 0;
    },
  };
}

export type RateLimiter = ReturnType<typeof createRateLimiter>;
