import { useEffect, useState } from "preact/hooks";
import { type FailureInfo, toFailure } from "../failure.ts";

/** Code that comes when it is first wanted, and is at hand from then on. */
export interface Lazy<T> {
  readonly load: () => Promise<T>;
  /** Null until it has come. */
  readonly present: () => T | null;
}

export function lazy<T>(fetch: () => Promise<T>): Lazy<T> {
  let present: T | null = null;
  return {
    load: async () => {
      present ??= await fetch();
      return present;
    },
    present: () => present,
  };
}

interface Loaded<T> {
  readonly value: T | null;
  readonly failure: FailureInfo | null;
}

/** The code, or why it has not come; a component that asks for it makes it come. */
export function useLazy<T>(code: Lazy<T>): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ value: code.present(), failure: null });
  useEffect(() => {
    let mounted = true;
    const take = (next: Loaded<T>): void => {
      if (mounted) setLoaded((now) => (now.value === next.value && !next.failure ? now : next));
    };
    // It may have come since this was rendered.
    code.load().then(
      (value) => take({ value, failure: null }),
      (error: unknown) => take({ value: null, failure: toFailure(error).toInfo() }),
    );
    return () => {
      mounted = false;
    };
  }, [code]);
  return loaded;
}
