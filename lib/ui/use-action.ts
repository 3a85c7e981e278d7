import { useState } from "preact/hooks";
import { type FailureInfo, toFailure } from "../failure.ts";

export interface Action<A extends readonly unknown[]> {
  readonly run: (...args: A) => Promise<void>;
  readonly busy: boolean;
  readonly failure: FailureInfo | null;
  readonly dismiss: () => void;
}

/** Something that a person starts: under way, done, or failed with a reason. The task is called within the gesture. */
export function useAction<A extends readonly unknown[]>(
  task: (...args: A) => Promise<unknown>,
): Action<A> {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureInfo | null>(null);
  const run = async (...args: A): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await task(...args);
    } catch (error) {
      setFailure(toFailure(error).toInfo());
    } finally {
      setBusy(false);
    }
  };
  return { run, busy, failure, dismiss: () => setFailure(null) };
}
