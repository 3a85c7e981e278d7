import { Ban, Download, Pause, Play, RotateCcw, Trash2 } from "lucide-preact";
import { useId, useState } from "preact/hooks";
import type { UploadAct, UploadStatus } from "../../../lib/messages/protocol.ts";
import { useAction } from "../../../lib/ui/use-action.ts";
import { FailureBanner } from "../../FailureBanner.tsx";
import { useTexts } from "../../texts.tsx";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Progress } from "../../ui/Progress.tsx";
import { uploadStateText } from "./upload-state-text.ts";

export interface UploadCardProps {
  readonly upload: UploadStatus;
  readonly signedIn: boolean;
  readonly onAct: (act: UploadAct) => Promise<void>;
  readonly onReport: () => Promise<void>;
}

/** What gives something up is asked for twice. */
type Question = "cancel" | "remove";

/** One upload: how far it is, what it waits for, what a person can do. */
export function UploadCard({ upload, signedIn, onAct, onReport }: UploadCardProps) {
  const texts = useTexts();
  const { t, number, dateTime } = texts;
  const id = useId();
  const [question, setQuestion] = useState<Question | null>(null);
  const act = useAction(onAct);
  const report = useAction(onReport);
  const { state, done, refused, optOuts, optIns, mine } = upload;
  const all = optOuts + optIns;
  const settled = done + refused;
  const underWay = state === "running" || state === "paused";
  const failure = act.failure ?? report.failure;
  const name = upload.name || t("list_pasted");
  const ask = (next: Question) => () => setQuestion(next);

  return (
    <article class="upload-card" aria-labelledby={id}>
      <div class="row apart">
        <h3 id={id}>{upload.retryOf === undefined ? name : t("upload_retry_of", name)}</h3>
        <span class="muted small">{dateTime(upload.confirmedAt)}</span>
      </div>
      {underWay ? (
        <Progress label={t("upload_progress", name)} value={all === 0 ? 1 : settled / all} />
      ) : null}
      <p class="number">{t("upload_settled", settled, all)}</p>
      <p role="status">{uploadStateText(upload, signedIn, texts)}</p>
      {refused > 0 ? (
        <p class="refused">
          <Ban aria-hidden="true" />
          {t("upload_refused", number(refused))}
        </p>
      ) : null}
      {failure ? <FailureBanner failure={failure} /> : null}
      <div class="row">
        {state === "running" && mine ? (
          <Button size="s" icon={Pause} busy={act.busy} onPress={() => act.run("pause")}>
            {t("pause")}
          </Button>
        ) : null}
        {state === "paused" && mine ? (
          <Button
            size="s"
            kind="primary"
            icon={Play}
            busy={act.busy}
            onPress={() => act.run("resume")}
          >
            {t(upload.failure ? "try_again" : "resume")}
          </Button>
        ) : null}
        {state === "finished" && refused > 0 && mine ? (
          <Button size="s" icon={RotateCcw} busy={act.busy} onPress={() => act.run("retry")}>
            {t("upload_retry")}
          </Button>
        ) : null}
        <Button size="s" icon={Download} busy={report.busy} onPress={report.run}>
          {t("upload_report")}
        </Button>
        {underWay ? (
          <Button size="s" kind="quiet" onPress={ask("cancel")}>
            {t("upload_cancel")}
          </Button>
        ) : (
          <Button size="s" kind="quiet" icon={Trash2} onPress={ask("remove")}>
            {t("upload_remove")}
          </Button>
        )}
      </div>
      {question ? (
        <Dialog
          title={t(question === "cancel" ? "upload_cancel_title" : "upload_remove_title", name)}
          onClose={() => setQuestion(null)}
          actions={
            <>
              <Button kind="quiet" onPress={() => setQuestion(null)}>
                {t("upload_keep")}
              </Button>
              <Button
                kind="danger"
                onPress={() => {
                  setQuestion(null);
                  void act.run(question);
                }}
              >
                {t(question === "cancel" ? "upload_cancel" : "upload_remove")}
              </Button>
            </>
          }
        >
          <p>{t(question === "cancel" ? "upload_cancel_text" : "upload_remove_text")}</p>
        </Dialog>
      ) : null}
    </article>
  );
}
