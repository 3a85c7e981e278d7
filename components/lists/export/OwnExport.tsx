import { Download } from "lucide-preact";
import { useRef, useState } from "preact/hooks";
import type { JobResults } from "../../../lib/list-jobs/jobs.ts";
import { FailureBanner } from "../../FailureBanner.tsx";
import { useTexts } from "../../texts.tsx";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import type { ListTabProps } from "../desk.ts";
import { dayOf } from "../jobs/file-names.ts";
import { JobProgress } from "../jobs/JobProgress.tsx";
import { useJob } from "../jobs/use-job.ts";
import { type Choices, exportJobOf, FIRST_CHOICES } from "./choices.ts";
import { FilterFields } from "./FilterFields.tsx";
import { FormFields } from "./FormFields.tsx";

/** What this machine knows of the account's consents, filtered and in the form that somebody needs. */
export function OwnExport({ state, now, desk }: ListTabProps) {
  const texts = useTexts();
  const { t, count, dateTime } = texts;
  const [choices, setChoices] = useState<Choices>(FIRST_CHOICES);
  const job = useJob<JobResults["export"]>(desk.jobs);
  const startedBy = useRef<HTMLButtonElement>(null);
  const { state: phase } = job;
  const choose = (change: Partial<Choices>): void => {
    job.reset();
    setChoices({ ...choices, ...change });
  };
  const { defaultCountry } = state.settings.values;
  const start = (): void =>
    job.start((tell, signal) =>
      desk.jobs.run(
        exportJobOf(choices, texts, defaultCountry),
        ({ rows }) => tell({ text: "job_reading", done: rows, of: 0 }),
        signal,
      ),
    );
  const result = phase.phase === "ended" ? phase.outcome : null;
  const name = `consents-${choices.preset || "records"}-${dayOf(now)}.${choices.kind}`;
  return (
    <section class="section" aria-labelledby="own-export">
      <div class="section-head">
        <h2 id="own-export">{t("export_own")}</h2>
        <p class="muted">{t("export_own_text")}</p>
      </div>
      <div class="section-body">
        <FormFields choices={choices} onChoose={choose} />
        <FilterFields state={state} desk={desk} choices={choices} onChoose={choose} />
        <div class="row">
          <Button
            buttonRef={startedBy}
            busy={phase.phase === "running"}
            kind={result ? "secondary" : "primary"}
            disabled={choices.preset === "" && choices.columns.length === 0}
            onPress={start}
          >
            {t("export_start")}
          </Button>
        </div>
        {phase.phase === "running" ? (
          <JobProgress
            label={count("export_writing", phase.reached.done)}
            onCancel={job.cancel}
            startedBy={startedBy}
          />
        ) : null}
        {phase.phase === "failed" ? <FailureBanner failure={phase.failure} /> : null}
        {result ? (
          <>
            <Banner
              tone={result.damaged > 0 || result.asOf === null ? "warning" : "success"}
              title={count("export_done", result.rows)}
            >
              {result.asOf === null
                ? t("export_no_data")
                : t("export_as_of", dateTime(result.asOf))}
              {result.optIns || choices.status === "opted-out"
                ? null
                : ` ${t("export_no_opt_ins")}`}
              {result.damaged > 0 ? ` ${t("export_damaged")}` : null}
            </Banner>
            <div class="row">
              <Button
                kind="primary"
                icon={Download}
                disabled={result.rows === 0}
                onPress={() => desk.save(name, result.file)}
              >
                {t("export_save", name)}
              </Button>
            </div>
          </>
        ) : null}
      </div>
    </section>
  );
}
