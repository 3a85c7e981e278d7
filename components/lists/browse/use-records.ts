import { useEffect, useRef, useState } from "preact/hooks";
import type { RecordBrowser } from "../../../lib/browse/client.ts";
import type { RecordQuery } from "../../../lib/browse/record-query.ts";
import type { ChangedRecord, OpenedInfo } from "../../../lib/browse/serve.ts";
import { type FailureInfo, toFailure } from "../../../lib/failure.ts";

export type RecordsPhase =
  | { readonly phase: "opening"; readonly records: number }
  | { readonly phase: "fetching"; readonly bytes: number }
  | { readonly phase: "open"; readonly info: OpenedInfo }
  | { readonly phase: "failed"; readonly failure: FailureInfo };

/** What a query has found; a new object whenever that changes. */
export interface Found {
  readonly count: number;
}

export interface Records {
  readonly state: RecordsPhase;
  /** Null until the query was answered. */
  readonly found: Found | null;
  readonly failure: FailureInfo | null;
  /** Opens anew: RingCentral's export, or what this computer knows. */
  readonly open: (
    fetchAll?: (onBytes: (bytes: number) => void, signal: AbortSignal) => Promise<Blob>,
  ) => void;
  readonly call: RecordBrowser["call"];
  readonly changed: (changes: readonly ChangedRecord[]) => Promise<void>;
}

/** The account's records, open in a worker for as long as the tab is. */
export function useRecords(
  start: () => RecordBrowser,
  query: RecordQuery,
  now: () => number,
): Records {
  const [state, setState] = useState<RecordsPhase>({ phase: "opening", records: 0 });
  const [found, setFound] = useState<Found | null>(null);
  const [failure, setFailure] = useState<FailureInfo | null>(null);
  const browser = useRef<RecordBrowser | null>(null);
  const opening = useRef<AbortController | null>(null);

  const close = (): void => {
    opening.current?.abort();
    browser.current?.close();
  };

  const open: Records["open"] = (fetchAll) => {
    close();
    const own = new AbortController();
    opening.current = own;
    const show = (next: RecordsPhase): void => {
      if (!own.signal.aborted) setState(next);
    };
    const load = async (): Promise<RecordsPhase> => {
      let file: { readonly file: Blob; readonly asOf: number } | null = null;
      if (fetchAll) {
        show({ phase: "fetching", bytes: 0 });
        const asOf = now();
        const onBytes = (bytes: number): void => show({ phase: "fetching", bytes });
        file = { file: await fetchAll(onBytes, own.signal), asOf };
      }
      own.signal.throwIfAborted();
      show({ phase: "opening", records: 0 });
      browser.current = start();
      const info = await browser.current.call("open", file, (records) =>
        show({ phase: "opening", records }),
      );
      return { phase: "open", info };
    };
    setFound(null);
    load().then(show, (error: unknown) =>
      show({ phase: "failed", failure: toFailure(error).toInfo() }),
    );
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: opens once, with the tab
  useEffect(() => {
    open();
    return close;
  }, []);

  const asked = JSON.stringify(query);
  const isOpen = state.phase === "open";
  // biome-ignore lint/correctness/useExhaustiveDependencies: a query is what it says
  useEffect(() => {
    if (!isOpen || !browser.current) return undefined;
    let current = true;
    setFailure(null);
    browser.current.call("find", query).then(
      (count) => {
        if (current) setFound({ count });
      },
      (error: unknown) => {
        if (current) setFailure(toFailure(error).toInfo());
      },
    );
    return () => {
      current = false;
    };
  }, [asked, isOpen, state]);

  const call: RecordBrowser["call"] = (name, request, onProgress) =>
    browser.current
      ? browser.current.call(name, request, onProgress)
      : Promise.reject(toFailure(new DOMException("closed", "AbortError")));

  return {
    state,
    found,
    failure,
    open,
    call,
    changed: async (changes) => setFound({ count: await call("change", changes) }),
  };
}
