import type { FailureCode } from "../../../lib/failure.ts";
import { FailureBanner } from "../../FailureBanner.tsx";
import { ReadOnlyBanner } from "../../ReadOnlyBanner.tsx";
import { useTexts } from "../../texts.tsx";
import { useRefusal } from "../../use-refusal.ts";
import type { ListTabProps } from "../desk.ts";
import { UploadCard } from "./UploadCard.tsx";
import { UploadForm } from "./UploadForm.tsx";
import { reportFile } from "./upload-report.ts";
import { useUploads } from "./use-uploads.ts";
import "./upload.css";

const MAY_NOT: ReadonlySet<FailureCode> = new Set([
  "app-permission-missing",
  "user-permission-missing",
]);

/** Opt-outs and opt-ins that were collected elsewhere go to RingCentral. */
export function UploadTab(props: ListTabProps) {
  const { state, desk } = props;
  const texts = useTexts();
  const { t } = texts;
  const refusal = useRefusal();
  const { uploads, failure, act } = useUploads(desk);
  const signedIn = state.session.status === "signed-in";
  /** RingCentral has said that this person may look and not change. */
  const refusedRole = uploads?.find(
    (upload) => upload.mine && upload.failure && MAY_NOT.has(upload.failure.code),
  )?.failure;

  const report = async (id: number, name: string): Promise<void> => {
    const file = await reportFile(desk.uploads.report(id), texts, refusal);
    const base = name.replace(/\.[^.]*$/, "") || t("list_pasted");
    desk.save(`${base} ${t("upload_report_name")} ${id}.csv`, file);
  };

  return (
    <>
      {failure ? <FailureBanner failure={failure} /> : null}
      {refusedRole ? (
        <ReadOnlyBanner failure={refusedRole}>{t("upload_read_only_text")}</ReadOnlyBanner>
      ) : state.readOnly ? (
        <ReadOnlyBanner failure={state.readOnly} />
      ) : (
        <UploadForm {...props} onStart={(id) => act(id, "start")} />
      )}
      {uploads && uploads.length > 0 ? (
        <section class="section" aria-label={t("upload_all")}>
          <div class="section-head">
            <h2>{t("upload_all")}</h2>
            <p class="muted">{t("upload_all_text")}</p>
          </div>
          <div class="section-body">
            {uploads.map((upload) => (
              <UploadCard
                key={upload.id}
                upload={upload}
                signedIn={signedIn}
                onAct={(next) => act(upload.id, next)}
                onReport={() => report(upload.id, upload.name)}
              />
            ))}
          </div>
        </section>
      ) : null}
    </>
  );
}
