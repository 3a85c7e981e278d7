import type { ComponentChildren, RefObject } from "preact";
import { FailureBanner } from "../../FailureBanner.tsx";
import { useTexts } from "../../texts.tsx";
import type { Role } from "../table-source/role.ts";
import { TableSource } from "../table-source/TableSource.tsx";
import type { TableState } from "../table-source/use-table.ts";
import { JobProgress } from "./JobProgress.tsx";
import type { JobState, Reached } from "./use-job.ts";

export interface ListJobProps<Id extends string, Outcome> {
  readonly table: TableState<Id>;
  readonly roles: readonly Role<Id>[];
  readonly job: JobState<Outcome>;
  readonly label: (reached: Reached) => string;
  /** Has the focus again when the work is done. */
  readonly startedBy: RefObject<HTMLElement>;
  /** What is asked about an opened list, and the buttons that start. */
  readonly fields: ComponentChildren;
  /** What was found. */
  readonly children: ComponentChildren;
}

/** Work on one list: the list, what is asked about it, how far it is, what came of it. */
export function ListJob<Id extends string, Outcome>({
  table,
  roles,
  job,
  label,
  startedBy,
  fields,
  children,
}: ListJobProps<Id, Outcome>) {
  const { t } = useTexts();
  const { state, changing } = job;
  return (
    <section class="section" aria-labelledby="list-title">
      <div class="section-head">
        <h2 id="list-title">{t("list_title")}</h2>
      </div>
      <div class="section-body">
        <TableSource
          state={{
            ...table,
            open: changing(table.open),
            correct: changing(table.correct),
            choose: changing(table.choose),
            close: changing(table.close),
          }}
          roles={roles}
        />
        {table.opened ? fields : null}
        {state.phase === "running" ? (
          <JobProgress
            label={label(state.reached)}
            {...(state.reached.of === 0 ? {} : { value: state.reached.done / state.reached.of })}
            onCancel={job.cancel}
            startedBy={startedBy}
          />
        ) : null}
        {state.phase === "failed" ? <FailureBanner failure={state.failure} /> : null}
        {children}
      </div>
    </section>
  );
}
