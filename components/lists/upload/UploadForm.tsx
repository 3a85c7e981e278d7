import { Radio as Live, SearchCheck } from "lucide-preact";
import { useMemo, useState } from "preact/hooks";
import { Failure } from "../../../lib/failure.ts";
import { useAction } from "../../../lib/ui/use-action.ts";
import { FailureBanner } from "../../FailureBanner.tsx";
import { useTexts } from "../../texts.tsx";
import { Button } from "../../ui/Button.tsx";
import { Progress } from "../../ui/Progress.tsx";
import type { ListTabProps } from "../desk.ts";
import { TableSource } from "../table-source/TableSource.tsx";
import { useTable } from "../table-source/use-table.ts";
import { ConfirmUpload } from "./ConfirmUpload.tsx";
import { MeaningFields } from "./MeaningFields.tsx";
import { PlanPreview } from "./PlanPreview.tsx";
import { uploadRoles } from "./roles.ts";
import { useMeaning } from "./use-meaning.ts";
import { usePlan } from "./use-plan.ts";

export interface UploadFormProps extends ListTabProps {
  /** Starts a draft. */
  readonly onStart: (id: number) => Promise<void>;
}

/** So many are asked of RingCentral at once: more would take from the limit that everything else needs. */
const LIVE_ROWS = 1000;

/** A list comes in, is looked through, and goes out when a person says so. */
export function UploadForm({ state, desk, onStart }: UploadFormProps) {
  const texts = useTexts();
  const { t, count } = texts;
  const { defaultCountry } = state.settings.values;
  const signedIn = state.session.status === "signed-in";
  const roles = useMemo(() => uploadRoles(texts, defaultCountry), [texts, defaultCountry]);
  const memory = useMemo(() => desk.columnMemory("upload"), [desk]);
  const table = useTable(roles, memory);
  const meaning = useMeaning(table.opened, defaultCountry);
  const plan = usePlan(desk);
  const [planned, setPlanned] = useState("");

  const send = useAction(async (statement: string) => {
    if (plan.state.phase !== "ready") throw new Failure("unexpected");
    const info = { name: table.opened?.table.name ?? "", statement };
    const never = new AbortController().signal;
    await onStart(await desk.uploads.write(info, plan.state.plan.decided(), never));
    plan.drop();
    table.close();
  });

  const { complete } = meaning;
  const asked = JSON.stringify([complete, table.opened?.table.format]);
  // What was found holds for what was asked, and for nothing that was changed since.
  const outdated = planned !== asked;
  const check = (live: boolean): void => {
    if (!table.opened || !complete) return;
    setPlanned(asked);
    plan.check(table.opened.table, complete, live);
  };

  return (
    <section class="section" aria-label={t("upload_new")}>
      <div class="section-head">
        <h2>{t("upload_new")}</h2>
      </div>
      <div class="section-body">
        <TableSource state={table} roles={roles} />
        {table.opened ? (
          <>
            <MeaningFields
              meaning={meaning}
              columns={{
                from: table.opened.columns.from !== null,
                status: table.opened.columns.status !== null,
              }}
              state={state}
              desk={desk}
            />
            <div class="row">
              <Button
                kind={plan.state.phase === "ready" && !outdated ? "secondary" : "primary"}
                icon={SearchCheck}
                busy={plan.state.phase === "checking"}
                disabled={!complete}
                onPress={() => check(false)}
              >
                {t("upload_check")}
              </Button>
              {complete ? null : <span class="muted">{t("upload_incomplete")}</span>}
            </div>
            {outdated ? null : (
              <>
                {plan.state.phase === "checking" ? (
                  <div class="stack">
                    <p>{count("upload_checking", plan.state.rows)}</p>
                    <Progress label={t("upload_check")} />
                    <div class="row">
                      <Button onPress={plan.drop}>{t("cancel")}</Button>
                    </div>
                  </div>
                ) : null}
                {plan.state.phase === "failed" ? (
                  <FailureBanner failure={plan.state.failure} />
                ) : null}
                {plan.state.phase === "ready" ? (
                  <>
                    <PlanPreview summary={plan.state.plan.summary} compared={plan.state.compared} />
                    {plan.state.compared !== "live" &&
                    signedIn &&
                    plan.state.plan.summary.rows <= LIVE_ROWS ? (
                      <div class="row">
                        <Button icon={Live} onPress={() => check(true)}>
                          {t("upload_check_live")}
                        </Button>
                      </div>
                    ) : null}
                    <ConfirmUpload
                      summary={plan.state.plan.summary}
                      signedIn={signedIn}
                      busy={send.busy}
                      failure={send.failure}
                      onConfirm={send.run}
                    />
                  </>
                ) : null}
              </>
            )}
          </>
        ) : null}
      </div>
    </section>
  );
}
