import { Download } from "lucide-preact";
import { useRef } from "preact/hooks";
import { FailureBanner } from "../../FailureBanner.tsx";
import { useTexts } from "../../texts.tsx";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import type { ListTabProps } from "../desk.ts";
import { dayOf } from "../jobs/file-names.ts";
import { JobProgress } from "../jobs/JobProgress.tsx";
import { useJob } from "../jobs/use-job.ts";

const kilobytes = (bytes: number): number => Math.ceil(bytes / 1000);

/** The background keeps the file, not a worker of this page. */
const NOTHING_HELD = { clear: () => undefined };

/** The whole account's consents as RingCentral itself writes them. */
export function ServerExport({ state, now, desk }: ListTabProps) {
  const { t } = useTexts();
  const job = useJob<File>(NOTHING_HELD);
  const startedBy = useRef<HTMLButtonElement>(null);
  const { state: phase } = job;
  const signedIn = state.session.status === "signed-in";
  return (
    <section class="section" aria-labelledby="server-export">
      <div class="section-head">
        <h2 id="server-export">{t("export_server")}</h2>
        <p class="muted">{t("export_server_text")}</p>
      </div>
      <div class="section-body">
        {signedIn ? null : <Banner tone="info">{t("export_server_signed_out")}</Banner>}
        <div class="row">
          <Button
            buttonRef={startedBy}
            busy={phase.phase === "running"}
            disabled={!signedIn}
            onPress={() =>
              job.start((tell, signal) =>
                desk.serverExport((done) => tell({ text: "job_reading", done, of: 0 }), signal),
              )
            }
          >
            {t("export_server_start")}
          </Button>
          {phase.phase === "ended" ? (
            <Button
              kind="primary"
              icon={Download}
              onPress={() => desk.save(`ringcentral-consents-${dayOf(now)}.csv`, phase.outcome)}
            >
              {t("export_save_size", kilobytes(phase.outcome.size))}
            </Button>
          ) : null}
        </div>
        {phase.phase === "running" ? (
          <JobProgress
            label={t("export_server_loading", kilobytes(phase.reached.done))}
            onCancel={job.cancel}
            startedBy={startedBy}
          />
        ) : null}
        {phase.phase === "failed" ? <FailureBanner failure={phase.failure} /> : null}
      </div>
    </section>
  );
}
