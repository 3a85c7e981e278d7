import { useRef, useState } from "preact/hooks";
import { rowsOf } from "../../../lib/campaign/table/open-table.ts";
import type { Table } from "../../../lib/campaign/table/table.ts";
import { planUpload, type UploadPlan } from "../../../lib/campaign/upload/plan-upload.ts";
import type { UploadMeaning } from "../../../lib/campaign/upload/read-upload-row.ts";
import { type FailureInfo, toFailure } from "../../../lib/failure.ts";
import { parseTyped } from "../../../lib/phone/parse.ts";
import type { ListsDesk } from "../desk.ts";

export type PlanState =
  | { readonly phase: "none" }
  | { readonly phase: "checking"; readonly rows: number }
  | {
      readonly phase: "ready";
      readonly plan: UploadPlan;
      /** What is already so is known: by RingCentral's word now, or by a cache that is no older than it may be. */
      readonly compared: "live" | "cache" | "not";
    }
  | { readonly phase: "failed"; readonly failure: FailureInfo };

export interface PlanDesk {
  readonly state: PlanState;
  readonly check: (table: Table, meaning: UploadMeaning, live: boolean) => void;
  /** Ends a check, or forgets what it found. */
  readonly drop: () => void;
}

/** What will happen when a list is sent, before anything is. */
export function usePlan({ ask }: Pick<ListsDesk, "ask">): PlanDesk {
  const [state, setState] = useState<PlanState>({ phase: "none" });
  const running = useRef<AbortController | null>(null);

  const check = async (
    table: Table,
    meaning: UploadMeaning,
    live: boolean,
    signal: AbortSignal,
  ): Promise<PlanState> => {
    let fresh = true;
    const plan = await planUpload(
      meaning,
      {
        rows: () => rowsOf(table),
        thorough: parseTyped,
        known: async (recipients) => {
          if (recipients.length === 0) return [];
          const answer = await ask("consent/known", { recipients, live });
          fresh &&= answer.fresh;
          // Outdated knowledge may hide that somebody opted in since: then it says nothing.
          return answer.fresh ? answer.known : [];
        },
        onProgress: (rows) => {
          if (!signal.aborted) setState({ phase: "checking", rows });
        },
      },
      signal,
    );
    return { phase: "ready", plan, compared: live ? "live" : fresh ? "cache" : "not" };
  };

  const drop = (): void => {
    running.current?.abort();
    running.current = null;
    setState({ phase: "none" });
  };

  return {
    state,
    drop,
    check: (table, meaning, live) => {
      drop();
      const own = new AbortController();
      running.current = own;
      setState({ phase: "checking", rows: 0 });
      const show = (next: PlanState): void => {
        if (!own.signal.aborted) setState(next);
      };
      check(table, meaning, live, own.signal).then(show, (error: unknown) =>
        show({ phase: "failed", failure: toFailure(error).toInfo() }),
      );
    },
  };
}
