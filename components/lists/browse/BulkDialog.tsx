import { useEffect, useId, useState } from "preact/hooks";
import {
  type BulkChange,
  type BulkPlan,
  type ChosenRecords,
  planBulk,
} from "../../../lib/browse/plan-bulk.ts";
import { Failure, type FailureInfo, toFailure } from "../../../lib/failure.ts";
import { useAction } from "../../../lib/ui/use-action.ts";
import { FailureBanner } from "../../FailureBanner.tsx";
import { useTexts } from "../../texts.tsx";
import { Button } from "../../ui/Button.tsx";
import { Radio } from "../../ui/Checkbox.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Progress } from "../../ui/Progress.tsx";
import { ConfirmUpload } from "../upload/ConfirmUpload.tsx";
import { PlanPreview } from "../upload/PlanPreview.tsx";
import "../upload/upload.css";

export interface BulkDialogProps {
  readonly optStatus: BulkChange["optStatus"];
  /** How many are chosen. */
  readonly count: number;
  readonly fresh: boolean;
  readonly signedIn: boolean;
  readonly onChosen: () => Promise<ChosenRecords>;
  /** Sends; the statement is empty without opt-ins. */
  readonly onSend: (plan: BulkPlan, statement: string) => Promise<void>;
  readonly onClose: () => void;
}

/** What a change of many will do, before anything is sent. */
export function BulkDialog({ optStatus, count: chosen, fresh, ...props }: BulkDialogProps) {
  const { t, count } = useTexts();
  const name = useId();
  const [everyNumber, setEveryNumber] = useState(false);
  const [plan, setPlan] = useState<BulkPlan | null>(null);
  const [failure, setFailure] = useState<FailureInfo | null>(null);
  const { onChosen } = props;

  // biome-ignore lint/correctness/useExhaustiveDependencies: planned once for each scope
  useEffect(() => {
    const own = new AbortController();
    setPlan(null);
    onChosen()
      .then((records) => planBulk(records, { optStatus, everyNumber, fresh }, own.signal))
      .then(
        (planned) => {
          if (!own.signal.aborted) setPlan(planned);
        },
        (error: unknown) => {
          if (!own.signal.aborted) setFailure(toFailure(error).toInfo());
        },
      );
    return () => own.abort();
  }, [everyNumber]);

  const send = useAction(async (statement: string) => {
    if (!plan) throw new Failure("unexpected");
    await props.onSend(plan, statement);
  });

  const out = optStatus === "OptOut";
  return (
    <Dialog
      title={count(out ? "browse_bulk_out_title" : "browse_bulk_in_title", chosen)}
      onClose={props.onClose}
      actions={
        <Button kind="quiet" onPress={props.onClose}>
          {t("cancel")}
        </Button>
      }
    >
      <fieldset>
        <legend>{t("change_scope")}</legend>
        <Radio
          name={name}
          label={t("browse_bulk_own")}
          checked={!everyNumber}
          onChoose={() => setEveryNumber(false)}
        />
        <Radio
          name={name}
          label={t("every_business_number_choice")}
          hint={t("every_business_number_hint")}
          checked={everyNumber}
          onChoose={() => setEveryNumber(true)}
        />
      </fieldset>
      {failure ? <FailureBanner failure={failure} /> : null}
      {plan ? (
        <>
          <PlanPreview summary={plan.summary} compared={fresh ? "cache" : "not"} />
          <ConfirmUpload
            summary={plan.summary}
            signedIn={props.signedIn}
            busy={send.busy}
            failure={send.failure}
            onConfirm={send.run}
          />
        </>
      ) : failure ? null : (
        <Progress label={t("browse_bulk_planning")} />
      )}
    </Dialog>
  );
}
