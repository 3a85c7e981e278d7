import { ChartColumn, RefreshCw } from "lucide-preact";
import { useEffect, useMemo } from "preact/hooks";
import { FailureBanner } from "../../FailureBanner.tsx";
import { useTexts } from "../../texts.tsx";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import type { ListTabProps } from "../desk.ts";
import { dayOf } from "../jobs/file-names.ts";
import { JobProgress } from "../jobs/JobProgress.tsx";
import { useJob } from "../jobs/use-job.ts";
import { Chart } from "./Chart.tsx";
import { chartsOf } from "./charts.ts";
import { figuresTask, type SeenOutcome } from "./figures-task.ts";
import "./see.css";

/** What the account's consents come to, and what the guard did on this computer. */
export function SeeTab({ state, now, desk }: ListTabProps) {
  const texts = useTexts();
  const { t, dateTime } = texts;
  const job = useJob<SeenOutcome>(desk.jobs);
  const { state: phase } = job;
  const signedIn = state.session.status === "signed-in";
  const start = (fetch: boolean): void =>
    job.start((tell, signal) => figuresTask(fetch, desk, tell, signal));
  // A load that ended has other figures, as has another account.
  const data = `${signedIn} ${state.sync.lastSuccess}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: counts once for each data, not at every render
  useEffect(() => start(false), [data]);

  const outcome = phase.phase === "ended" ? phase.outcome : null;
  const charts = useMemo(() => (outcome ? chartsOf(outcome.seen, texts) : []), [outcome, texts]);
  const again = (
    <Button icon={RefreshCw} onPress={() => start(false)}>
      {t("see_again")}
    </Button>
  );
  if (phase.phase === "failed") {
    return (
      <>
        <FailureBanner failure={phase.failure} />
        <div class="row">{again}</div>
      </>
    );
  }
  if (!outcome) {
    const reached = phase.phase === "running" ? phase.reached : null;
    if (phase.phase === "idle") return <div class="row">{again}</div>;
    return (
      <JobProgress
        label={
          reached?.text === "job_asking"
            ? t("export_server_loading", Math.ceil(reached.done / 1000))
            : t("see_counting", reached?.done ?? 0)
        }
        onCancel={job.cancel}
      />
    );
  }
  const { seen, fetched } = outcome;
  const nothing = seen.asOf === null;
  const empty = Object.values(seen.figures).every(({ total }) => total === 0);
  return (
    <>
      {nothing ? (
        <EmptyState
          icon={ChartColumn}
          title={t("see_none")}
          actions={
            signedIn ? (
              <Button onPress={() => start(true)}>{t("export_server_start")}</Button>
            ) : undefined
          }
        >
          {t("see_none_text")}
        </EmptyState>
      ) : (
        <Banner
          tone={seen.partial || !signedIn ? "warning" : "info"}
          title={t(fetched ? "see_as_fetched" : "see_as_of", dateTime(seen.asOf ?? now))}
          actions={
            <>
              {again}
              {seen.optIns || !signedIn ? null : (
                <Button onPress={() => start(true)}>{t("see_fetch")}</Button>
              )}
            </>
          }
        >
          {[
            ...(empty ? [t("see_empty")] : []),
            ...(signedIn ? [] : [t("see_signed_out")]),
            ...(seen.partial ? [t("see_partial")] : []),
            ...(seen.optIns ? [] : [t("see_no_opt_ins")]),
          ].join(" ")}
        </Banner>
      )}
      {charts
        .filter(({ id }) => !(nothing || empty) || id === "blocked-texts")
        .map((chart) => (
          <Chart key={chart.id} chart={chart} day={dayOf(now)} onSave={desk.save} />
        ))}
    </>
  );
}
