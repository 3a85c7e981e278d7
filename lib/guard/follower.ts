import { type Changes, createChanges, WATCHED_ATTRIBUTES } from "./changes.ts";
import type { Slices } from "./slices.ts";
import type { Tree } from "./text/units.ts";

/** A change is read so long after it came: what follows it at once is read with it. */
const SETTLE_MS = 30;
/** Reading may take this share of the main thread on a page that never stops changing. */
const SHARE = 0.2;
/** Listening alone may cost so many milliseconds in a second; above, the page is read now and then instead. */
const LISTENING_MS = 100;
/** Marks lag behind what the page shows when so many times in a row its changes had to wait that long. */
const LAG_MS = 100;
const LAG_TIMES = 3;

/** All that can bring or take a number. */
export const WATCHED: MutationObserverInit = {
  childList: true,
  subtree: true,
  characterData: true,
  attributes: true,
  attributeFilter: WATCHED_ATTRIBUTES,
};

export interface FollowerPorts {
  readonly readChanges: (changes: Changes) => Promise<void>;
  readonly readAll: () => Promise<void>;
  /** Marks lag behind the page, or do so no more. */
  readonly onLag: (lags: boolean) => void;
  readonly slices: Slices;
}

/** Follows a page's changes in batches, within a bounded share of the main thread. */
export function createFollower(ports: FollowerPorts, signal: AbortSignal) {
  const { slices } = ports;
  const changes = createChanges();
  const watched = new Set<WeakRef<Node>>();
  let everything = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let calm: ReturnType<typeof setTimeout> | undefined;
  let busy = false;
  let restUntil = 0;
  let lags = false;
  let behind = 0;
  let deaf = false;
  let second = 0;
  let listened = 0;

  const tellLag = (now: boolean): void => {
    if (now === lags) return;
    lags = now;
    ports.onLag(now);
  };

  const observeAll = (): void => {
    for (const ref of watched) {
      const root = ref.deref();
      if (root) observer.observe(root, WATCHED);
      else watched.delete(ref);
    }
  };

  /** A rest went by in which nothing has changed. */
  const onCalm = (): void => {
    behind = 0;
    tellLag(deaf);
  };

  const run = async (): Promise<void> => {
    timer = undefined;
    busy = true;
    const before = slices.spent();
    slices.begin();
    if (deaf) {
      deaf = false;
      observeAll();
    }
    const all = everything || changes.isFlood();
    everything = false;
    const taken = changes.take();
    try {
      await (all ? ports.readAll() : ports.readChanges(taken));
    } catch (error) {
      // What was missed is read again, and the fault is told where faults are told.
      everything = true;
      reportError(error);
    }
    slices.end();
    busy = false;
    const rest = (slices.spent() - before) * (1 / SHARE - 1);
    restUntil = performance.now() + rest;
    tellLag(deaf || behind >= LAG_TIMES);
    if (everything || !changes.isEmpty()) schedule();
    else calm = setTimeout(onCalm, rest);
  };

  const schedule = (): void => {
    if (timer !== undefined || busy || signal.aborted) return;
    clearTimeout(calm);
    const rest = restUntil - performance.now();
    behind = rest > LAG_MS ? behind + 1 : 0;
    timer = setTimeout(() => void run(), Math.max(SETTLE_MS, rest));
  };

  /** Even listening costs too much: the page is read as a whole after a rest. */
  const stopListening = (): void => {
    observer.disconnect();
    changes.take();
    deaf = true;
    everything = true;
    restUntil = Math.max(restUntil, performance.now() + LISTENING_MS / SHARE);
    tellLag(true);
  };

  const observer = new MutationObserver((records) => {
    const started = performance.now();
    if (started - second > 1000) {
      second = started;
      listened = 0;
    }
    changes.addRecords(records);
    listened += performance.now() - started;
    if (listened > LISTENING_MS) stopListening();
    schedule();
  });

  signal.addEventListener("abort", () => {
    observer.disconnect();
    clearTimeout(timer);
    clearTimeout(calm);
  });

  return {
    watch: (root: Node): void => {
      watched.add(new WeakRef(root));
      observer.observe(root, WATCHED);
    },
    readTree: (tree: Tree): void => {
      changes.addTree(tree);
      schedule();
    },
    readElement: (element: Element): void => {
      changes.addElement(element);
      schedule();
    },
    readAll: (): void => {
      everything = true;
      schedule();
    },
  };
}

export type Follower = ReturnType<typeof createFollower>;
