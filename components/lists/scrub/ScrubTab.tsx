import { useMemo, useRef, useState } from "preact/hooks";
import type { E164 } from "../../../lib/phone/e164.ts";
import { useTexts } from "../../texts.tsx";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { Select } from "../../ui/Select.tsx";
import type { ListTabProps } from "../desk.ts";
import { ListJob } from "../jobs/ListJob.tsx";
import { OldDataBanner } from "../jobs/OldDataBanner.tsx";
import { SenderSelect } from "../jobs/SenderSelect.tsx";
import { useJob } from "../jobs/use-job.ts";
import { recipientColumns, recipientRoles } from "../recipient-roles.ts";
import { useTable } from "../table-source/use-table.ts";
import { ScrubResult } from "./ScrubResult.tsx";
import { MOST_ASKED, type ScrubOutcome, scrubTask } from "./scrub-task.ts";

/** A mailing list comes in, the same list without the opted-out goes out. */
export function ScrubTab({ state, now, desk }: ListTabProps) {
  const texts = useTexts();
  const { t } = texts;
  const { defaultCountry } = state.settings.values;
  const roles = useMemo(() => recipientRoles(texts, defaultCountry), [texts, defaultCountry]);
  const memory = useMemo(() => desk.columnMemory("scrub"), [desk]);
  const table = useTable(roles, memory);
  const job = useJob<ScrubOutcome>(desk.jobs);
  const [sender, setSender] = useState<E164 | null>(null);
  const startedBy = useRef<HTMLButtonElement>(null);
  const [unreadable, setUnreadable] = useState<"remove" | "keep">("remove");

  const { opened } = table;
  const columns = opened ? recipientColumns(opened.columns) : [];
  const start = (how: { readonly live: boolean; readonly acceptOld: boolean }): void => {
    if (!opened) return;
    const { blob: file, format } = opened.table;
    const options = { ...format, columns, defaultCountry, unreadable };
    job.start((tell, signal) =>
      scrubTask({ file, options, sender, ...how }, desk, texts, tell, signal),
    );
  };
  const { state: phase, changing } = job;
  const signedIn = state.session.status === "signed-in";
  const running = phase.phase === "running";
  const outcome = phase.phase === "ended" ? phase.outcome : null;
  const done = outcome?.kind === "result" && outcome.result.done ? outcome.result : null;

  return (
    <ListJob
      table={table}
      roles={roles}
      job={job}
      startedBy={startedBy}
      label={({ text, done: asked, of }) =>
        text === "job_asking" ? t("job_asking", asked, of) : t("job_reading")
      }
      fields={
        <>
          <div class="list-fields">
            <SenderSelect
              state={state}
              desk={desk}
              hint={t("scrub_sender_hint")}
              value={sender}
              onChange={changing(setSender)}
            />
            <Select
              label={t("scrub_unreadable")}
              hint={t("scrub_unreadable_hint")}
              value={unreadable}
              choices={[
                { value: "remove", label: t("scrub_unreadable_remove") },
                { value: "keep", label: t("scrub_unreadable_keep") },
              ]}
              onChange={changing(setUnreadable)}
            />
          </div>
          <p class="muted small">{t("list_country", defaultCountry)}</p>
          <div class="row">
            <Button
              buttonRef={startedBy}
              kind={done ? "secondary" : "primary"}
              busy={running}
              disabled={columns.length === 0}
              onPress={() => start({ live: false, acceptOld: false })}
            >
              {t("scrub_start")}
            </Button>
            <Button
              busy={running}
              disabled={columns.length === 0 || !signedIn}
              onPress={() => start({ live: true, acceptOld: false })}
            >
              {t("scrub_start_live")}
            </Button>
            <span class="muted small">
              {signedIn ? t("scrub_live_hint", MOST_ASKED) : t("scrub_live_signed_out")}
            </span>
          </div>
        </>
      }
    >
      {outcome?.kind === "too-many" ? (
        <Banner tone="warning" title={t("scrub_too_many", MOST_ASKED)}>
          {t("scrub_too_many_text")}
        </Banner>
      ) : null}
      {outcome?.kind === "result" && !outcome.result.done ? (
        <OldDataBanner
          state={outcome.result.state}
          now={now}
          onSync={changing(() => void desk.sync())}
          onAccept={() => start({ live: false, acceptOld: true })}
        />
      ) : null}
      {opened && outcome?.kind === "result" && done ? (
        <ScrubResult
          name={opened.table.name}
          result={done}
          live={outcome.live}
          now={now}
          onSave={desk.save}
        />
      ) : null}
    </ListJob>
  );
}
