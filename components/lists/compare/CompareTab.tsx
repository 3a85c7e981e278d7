import { useMemo, useRef, useState } from "preact/hooks";
import type { CrmSays } from "../../../lib/campaign/compare.ts";
import type { JobResults } from "../../../lib/list-jobs/jobs.ts";
import type { E164 } from "../../../lib/phone/e164.ts";
import { useTexts } from "../../texts.tsx";
import { Button } from "../../ui/Button.tsx";
import type { ListTabProps } from "../desk.ts";
import { ListJob } from "../jobs/ListJob.tsx";
import { OldDataBanner } from "../jobs/OldDataBanner.tsx";
import { SenderSelect } from "../jobs/SenderSelect.tsx";
import { useJob } from "../jobs/use-job.ts";
import { useTable } from "../table-source/use-table.ts";
import { CompareResult } from "./CompareResult.tsx";
import { compareTask } from "./compare-task.ts";
import { MeaningFields } from "./MeaningFields.tsx";
import { meaningsIn } from "./meanings.ts";
import { compareRoles } from "./roles.ts";

/** Where a CRM and RingCentral say different things about the same customer. */
export function CompareTab({ state, now, desk }: ListTabProps) {
  const texts = useTexts();
  const { t } = texts;
  const { defaultCountry } = state.settings.values;
  const roles = useMemo(() => compareRoles(texts, defaultCountry), [texts, defaultCountry]);
  const memory = useMemo(() => desk.columnMemory("compare"), [desk]);
  const table = useTable(roles, memory);
  const job = useJob<JobResults["compare"]>(desk.jobs);
  const [sender, setSender] = useState<E164 | null>(null);
  const startedBy = useRef<HTMLButtonElement>(null);
  /** What a person has said of words, by the word. */
  const [said, setSaid] = useState<Readonly<Record<string, CrmSays>>>({});

  const { opened } = table;
  const recipient = opened?.columns.recipient ?? null;
  const consent = opened?.columns.consent ?? null;
  const meanings = opened && consent !== null ? meaningsIn(opened.table, consent, said) : [];
  const ready = recipient !== null && consent !== null;
  const start = (acceptOld: boolean): void => {
    if (!opened || recipient === null || consent === null) return;
    const request = { table: opened.table, recipient, consent, meanings, defaultCountry };
    job.start((tell, signal) => compareTask({ ...request, sender, acceptOld }, desk, tell, signal));
  };
  const { state: phase, changing } = job;
  const result = phase.phase === "ended" ? phase.outcome : null;

  return (
    <ListJob
      table={table}
      roles={roles}
      job={job}
      startedBy={startedBy}
      label={() => t("job_reading")}
      fields={
        <>
          {consent === null ? null : (
            <MeaningFields
              meanings={meanings}
              onChange={changing((word, says) => setSaid({ ...said, [word]: says }))}
            />
          )}
          <div class="list-fields">
            <SenderSelect
              state={state}
              desk={desk}
              hint={t("compare_sender_hint")}
              value={sender}
              onChange={changing(setSender)}
            />
          </div>
          <div class="row">
            <Button
              buttonRef={startedBy}
              busy={phase.phase === "running"}
              kind={result?.done ? "secondary" : "primary"}
              disabled={!ready}
              onPress={() => start(false)}
            >
              {t("compare_start")}
            </Button>
          </div>
        </>
      }
    >
      {result && !result.done ? (
        <OldDataBanner
          state={result.state}
          now={now}
          onSync={changing(() => void desk.sync())}
          onAccept={() => start(true)}
        />
      ) : null}
      {opened && result?.done ? (
        <CompareResult name={opened.table.name} result={result} now={now} onSave={desk.save} />
      ) : null}
    </ListJob>
  );
}
