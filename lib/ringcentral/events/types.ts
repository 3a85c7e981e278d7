import type { ConsentRecord } from "../../consent/record.ts";
import type { FailureInfo } from "../../failure.ts";

/** How the live connection is; the guard's data is as good as its last load while it is not `live`. */
export type LiveState =
  | { readonly phase: "connecting" }
  /** Changes arrive as they happen. */
  | { readonly phase: "live" }
  /** Tries again at `retryAt` (epoch ms), or as soon as there is a network again when null. */
  | { readonly phase: "waiting"; readonly failure: FailureInfo; readonly retryAt: number | null }
  /** Tries no more: a permission or the session is missing. */
  | { readonly phase: "refused"; readonly failure: FailureInfo };

export interface LiveHandlers {
  /**
   * These recipients' consents have changed. What a record says is a hint: its coverage
   * and campaign are guesses, and records may come twice or out of order. A rejection
   * gives the connection up; `onGap` follows with the next one.
   */
  onChanges(records: readonly ConsentRecord[]): Promise<void>;
  /** Changes may have been missed, or could not be read: only a whole load makes sure. */
  onGap(): void;
  onState(state: LiveState): void;
}

/** The browser's word about its network. */
export interface Network {
  isOnline(): boolean;
  /** Calls back at every change; gives the way to stop it. */
  onChange(listener: () => void): () => void;
}

export interface LivePorts extends LiveHandlers {
  readonly openSocket: (url: string) => WebSocket;
  readonly network: Network;
  /** Keeps what a lost connection is recovered with, over a worker's death. */
  readonly context: {
    load(): Promise<unknown>;
    save(context: unknown): Promise<void>;
  };
}

export interface LiveEvents {
  /**
   * Keeps one connection open until the signal aborts (nothing is left behind then) or
   * the server refuses. Never rejects. A second run begins when the first has ended.
   */
  run(signal: AbortSignal): Promise<void>;
}
