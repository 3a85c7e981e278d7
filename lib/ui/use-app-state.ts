import { useCallback, useEffect, useState } from "preact/hooks";
import { type FailureInfo, toFailure } from "../failure.ts";
import type { OwnAsk } from "../messages/own-client.ts";
import type { AppState, Push } from "../messages/protocol.ts";

export interface AppStatePorts {
  readonly ask: OwnAsk;
  readonly onPush: (listener: (push: Push) => void, signal: AbortSignal) => void;
}

export interface LiveAppState {
  readonly state: AppState | null;
  readonly failure: FailureInfo | null;
  /** Takes the state that a change has answered. */
  readonly apply: (state: AppState) => void;
}

/** The background's state, followed while the page is open. */
export function useAppState({ ask, onPush }: AppStatePorts): LiveAppState {
  const [state, setState] = useState<AppState | null>(null);
  const [failure, setFailure] = useState<FailureInfo | null>(null);

  const apply = useCallback((next: AppState): void => {
    setState(next);
    setFailure(null);
  }, []);

  useEffect(() => {
    const page = new AbortController();
    onPush((push) => {
      if (push.push === "state-changed") apply(push.state);
    }, page.signal);
    ask("state/get", {}).then(apply, (error: unknown) => setFailure(toFailure(error).toInfo()));
    return () => page.abort();
  }, [ask, onPush, apply]);

  return { state, failure, apply };
}
