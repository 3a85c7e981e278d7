import { useCallback, useEffect, useState } from "preact/hooks";
import { type FailureInfo, toFailure } from "../failure.ts";
import type { OwnAsk } from "../messages/own-client.ts";
import type { AppState, Push } from "../messages/protocol.ts";

export interface AppStatePorts {
  readonly ask: OwnAsk;
  readonly onPush: (listener: (push: Push) => void, signal: AbortSignal) => void;
  readonly rememberState: (state: AppState) => Promise<void>;
}

export interface LiveAppState {
  readonly state: AppState | null;
  readonly failure: FailureInfo | null;
  /** Takes the state that a change has answered. */
  readonly apply: (state: AppState) => void;
}

/** The background's state: as a page last saw it in the first frame, then as it is, followed while the page is open. */
export function useAppState(ports: AppStatePorts, last: AppState | null): LiveAppState {
  const [state, setState] = useState(last);
  const [failure, setFailure] = useState<FailureInfo | null>(null);

  const fail = useCallback((error: unknown): void => setFailure(toFailure(error).toInfo()), []);
  const apply = useCallback(
    (next: AppState): void => {
      setState(next);
      setFailure(null);
      ports.rememberState(next).catch(fail);
    },
    [ports, fail],
  );

  useEffect(() => {
    const page = new AbortController();
    ports.onPush((push) => {
      if (push.push === "state-changed") apply(push.state);
    }, page.signal);
    ports.ask("state/get", {}).then(apply, fail);
    return () => page.abort();
  }, [ports, apply, fail]);

  return { state, failure, apply };
}
