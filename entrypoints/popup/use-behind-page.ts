import { useCallback, useEffect, useState } from "preact/hooks";
import { ask, onPush } from "../../lib/browser/own-page.ts";
import { onTurnedTo, surface, tabBehind } from "../../lib/browser/surface.ts";
import { onTabLoaded } from "../../lib/browser/tabs.ts";
import { type FailureInfo, toFailure } from "../../lib/failure.ts";
import type { AppState, PageNumbers, PageStatus } from "../../lib/messages/protocol.ts";

export interface BehindPage {
  readonly tabId: number | null;
  /** Null until known; undefined when there is no page behind the popup. */
  readonly page: PageStatus | null | undefined;
  readonly numbers: PageNumbers | null;
  readonly failure: FailureInfo | null;
}

/** The page behind the popup, asked again whenever it or the state changes. */
export function useBehindPage(wanted: number | null, state: AppState | null): BehindPage {
  const [tabId, setTabId] = useState<number | null>(null);
  const [page, setPage] = useState<PageStatus | null | undefined>(undefined);
  const [numbers, setNumbers] = useState<PageNumbers | null>(null);
  const [failure, setFailure] = useState<FailureInfo | null>(null);
  const fail = useCallback((error: unknown): void => setFailure(toFailure(error).toInfo()), []);

  useEffect(() => {
    const effect = new AbortController();
    const turnTo = (id: number | null): void => {
      if (!effect.signal.aborted) setTabId(id);
    };
    const find = async (): Promise<void> => {
      const where = await surface();
      document.documentElement.dataset.surface = where;
      turnTo(wanted ?? (await tabBehind(where)));
      if (where === "window") await onTurnedTo(turnTo, effect.signal);
    };
    find().catch(fail);
    return () => effect.abort();
  }, [wanted, fail]);

  useEffect(() => {
    setPage(tabId === null ? undefined : null);
    setNumbers(null);
  }, [tabId]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new state may mean a new page status
  useEffect(() => {
    if (tabId === null) return undefined;
    const effect = new AbortController();
    const read = async (): Promise<void> => {
      const status = await ask("page/status", { tabId });
      const found = status.kind === "guarded" ? await ask("page/numbers", { tabId }) : null;
      if (effect.signal.aborted) return;
      setPage(status);
      setNumbers(found);
    };
    onPush((push) => {
      if (push.push === "page-changed" && push.tabId === tabId) read().catch(fail);
    }, effect.signal);
    onTabLoaded(tabId, () => read().catch(fail), effect.signal);
    read().catch(fail);
    return () => effect.abort();
  }, [tabId, state, fail]);

  return { tabId, page, numbers, failure };
}
