import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { AuditPage } from "../../lib/audit/audit-log.ts";
import type { AuditFilter } from "../../lib/audit/filter.ts";
import { type FailureInfo, toFailure } from "../../lib/failure.ts";
import type { AuditActions } from "./actions.ts";

const PAGE = 50;

export interface AuditEntries {
  /** Null until the first answer. */
  readonly found: AuditPage | null;
  readonly busy: boolean;
  readonly failure: FailureInfo | null;
  readonly more: () => void;
  readonly reload: () => void;
}

/** The entries that a filter finds, page by page; an answer to an older question is dropped. */
export function useAuditEntries(page: AuditActions["page"], filter: AuditFilter): AuditEntries {
  const [found, setFound] = useState<AuditPage | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureInfo | null>(null);
  const question = useRef(0);

  const ask = useCallback(
    async (before: AuditPage | null): Promise<void> => {
      const mine = ++question.current;
      setBusy(true);
      setFailure(null);
      try {
        const answer = await page({
          limit: PAGE,
          filter,
          ...(before?.next ? { before: before.next } : {}),
        });
        if (mine !== question.current) return;
        setFound({ ...answer, entries: [...(before?.entries ?? []), ...answer.entries] });
      } catch (error) {
        if (mine === question.current) setFailure(toFailure(error).toInfo());
      } finally {
        if (mine === question.current) setBusy(false);
      }
    },
    [page, filter],
  );

  useEffect(() => void ask(null), [ask]);

  return {
    found,
    busy,
    failure,
    more: () => void ask(found),
    reload: () => void ask(null),
  };
}
