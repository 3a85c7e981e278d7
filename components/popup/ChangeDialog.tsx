import { useId, useState } from "preact/hooks";
import type { ChangeRequest, CheckResult } from "../../lib/messages/protocol.ts";
import { formatNumber } from "../../lib/phone/parse.ts";
import { unbreakable } from "../../lib/ui/unbreakable.ts";
import { useAction } from "../../lib/ui/use-action.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { useTexts } from "../texts.tsx";
import { Banner } from "../ui/Banner.tsx";
import { Button } from "../ui/Button.tsx";
import { Radio } from "../ui/Checkbox.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { TextField } from "../ui/Field.tsx";
import { onlyCustomerCanLift } from "./only-customer-can-lift.ts";

export interface ChangeDialogProps {
  readonly optStatus: ChangeRequest["optStatus"];
  readonly result: CheckResult;
  readonly country: string;
  readonly onConfirm: (request: ChangeRequest) => Promise<void>;
  readonly onClose: () => void;
}

const NOTE_LENGTH = 500;
const EVERY = "every";

/** Says what a change will do before it is made. */
export function ChangeDialog({
  optStatus,
  result,
  country,
  onConfirm,
  onClose,
}: ChangeDialogProps) {
  const { t } = useTexts();
  const name = useId();
  const [scope, setScope] = useState<string>(EVERY);
  const [note, setNote] = useState("");
  const confirm = useAction(onConfirm);

  const customer = unbreakable(formatNumber(result.recipient, country));
  const pair = result.pairs.find(({ from }) => from === scope);
  const covered = pair ? [pair] : result.pairs;
  const from = pair ? unbreakable(formatNumber(pair.from, country)) : t("every_business_number");
  const optIn = optStatus === "OptIn";
  const request: ChangeRequest = {
    to: [result.recipient],
    from: pair ? [pair.from] : null,
    optStatus,
    note: note.trim(),
  };

  return (
    <Dialog
      title={t(optIn ? "opt_in_title" : "opt_out_title", customer)}
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onPress={onClose}>
            {t("cancel")}
          </Button>
          <Button
            kind={optIn ? "primary" : "danger"}
            busy={confirm.busy}
            onPress={() => confirm.run(request)}
          >
            {t(optIn ? "opt_in_confirm" : "opt_out_confirm")}
          </Button>
        </>
      }
    >
      <fieldset>
        <legend>{t("change_scope")}</legend>
        <Radio
          name={name}
          label={t("every_business_number_choice")}
          hint={t("every_business_number_hint")}
          checked={!pair}
          onChoose={() => setScope(EVERY)}
        />
        {result.pairs.map((option) => (
          <Radio
            key={option.from}
            name={name}
            label={option.label ?? formatNumber(option.from, country)}
            hint={option.label ? formatNumber(option.from, country) : undefined}
            checked={scope === option.from}
            onChoose={() => setScope(option.from)}
          />
        ))}
      </fieldset>
      <TextField
        label={t("change_note")}
        hint={t(optIn ? "change_note_hint_in" : "change_note_hint_out")}
        value={note}
        maxLength={NOTE_LENGTH}
        multiline
        onInput={setNote}
      />
      <p>{t(optIn ? "opt_in_effect" : "opt_out_effect", customer, from)}</p>
      {optIn ? (
        <Banner tone={onlyCustomerCanLift(result, covered) ? "warning" : "info"}>
          {t(onlyCustomerCanLift(result, covered) ? "opt_in_needs_start" : "opt_in_limits")}
        </Banner>
      ) : null}
      {confirm.failure ? <FailureBanner failure={confirm.failure} /> : null}
    </Dialog>
  );
}
