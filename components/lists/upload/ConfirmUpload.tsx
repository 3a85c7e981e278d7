import { Send } from "lucide-preact";
import { useState } from "preact/hooks";
import type { PlanSummary } from "../../../lib/campaign/upload/plan-upload.ts";
import type { FailureInfo } from "../../../lib/failure.ts";
import { FailureBanner } from "../../FailureBanner.tsx";
import { useTexts } from "../../texts.tsx";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { TextField } from "../../ui/Field.tsx";

export interface ConfirmUploadProps {
  readonly summary: PlanSummary;
  readonly signedIn: boolean;
  readonly busy: boolean;
  readonly failure: FailureInfo | null;
  /** The statement is empty without opt-ins. */
  readonly onConfirm: (statement: string) => void;
}

const STATEMENT_LENGTH = 400;

/** Nothing is sent without a person's word; an opt-in needs to say how consent was obtained. */
export function ConfirmUpload({ summary, signedIn, busy, failure, onConfirm }: ConfirmUploadProps) {
  const { t, count } = useTexts();
  const [statement, setStatement] = useState("");
  const [sure, setSure] = useState(false);
  const changes = summary.optOuts + summary.optIns;
  const needsStatement = summary.optIns > 0;
  const missing = needsStatement && (statement.trim() === "" || !sure);
  if (changes === 0) return <Banner tone="info">{t("upload_nothing")}</Banner>;
  return (
    <div class="stack">
      {needsStatement ? (
        <fieldset class="stack consent-statement">
          <legend>{t("upload_statement")}</legend>
          <TextField
            label={t("upload_statement_how")}
            hint={t("upload_statement_hint")}
            multiline
            maxLength={STATEMENT_LENGTH}
            value={statement}
            onInput={setStatement}
          />
          <Checkbox
            label={count("upload_statement_sure", summary.optIns)}
            checked={sure}
            onChange={setSure}
          />
          <p class="muted small">{t("upload_opt_in_limits")}</p>
        </fieldset>
      ) : null}
      {failure ? <FailureBanner failure={failure} /> : null}
      <p class="muted">{t("upload_confirm_text")}</p>
      <div class="row">
        <Button
          kind="primary"
          icon={Send}
          busy={busy}
          disabled={missing || !signedIn}
          onPress={() => onConfirm(needsStatement ? statement.trim() : "")}
        >
          {count("upload_send", changes)}
        </Button>
        {signedIn ? null : <span class="muted">{t("upload_sign_in_first")}</span>}
        {signedIn && missing ? <span class="muted">{t("upload_statement_first")}</span> : null}
      </div>
    </div>
  );
}
