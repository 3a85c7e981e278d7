import { useEffect, useId, useState } from "preact/hooks";
import type { ChangeRequest, CheckResult } from "../../lib/messages/protocol.ts";
import type { E164 } from "../../lib/phone/e164.ts";
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
  /** What is known of each customer that the change is about; at least one. */
  readonly results: readonly CheckResult[];
  readonly country: string;
  /** The business number that is chosen at first; every one unless given. */
  readonly from?: E164 | null;
  /** What has been noted before. */
  readonly note?: string;
  /** Tells what stands there, each time that it changes. */
  readonly onDraft?: (from: E164 | null, note: string) => void;
  readonly onConfirm: (request: ChangeRequest) => Promise<void>;
  readonly onClose: () => void;
}

const NOTE_LENGTH = 500;
const EVERY = "every";

/** Says what a change will do before it is made. */
export function ChangeDialog({
  optStatus,
  results,
  country,
  from: first = null,
  note: noted = "",
  onDraft,
  onConfirm,
  onClose,
}: ChangeDialogProps) {
  const { t, count } = useTexts();
  const name = useId();
  const [scope, setScope] = useState<string>(first ?? EVERY);
  const [note, setNote] = useState(noted);
  const confirm = useAction(onConfirm);

  const pairs = results[0]?.pairs ?? [];
  const customer =
    results.length === 1 && results[0]
      ? unbreakable(formatNumber(results[0].recipient, country))
      : count("customers", results.length);
  const pair = pairs.find(({ from }) => from === scope);
  const from = pair ? unbreakable(formatNumber(pair.from, country)) : t("every_business_number");
  const needsStart = results.some((result) => onlyCustomerCanLift(result, pair?.from ?? null));
  const optIn = optStatus === "OptIn";
  const request: ChangeRequest = {
    to: results.map(({ recipient }) => recipient),
    from: pair ? [pair.from] : null,
    optStatus,
    note: note.trim(),
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: follows what a person enters
  useEffect(() => onDraft?.(pair?.from ?? null, note), [pair?.from, note]);

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
        {pairs.map((option) => (
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
        <Banner tone={needsStart ? "warning" : "info"}>
          {t(needsStart ? "opt_in_needs_start" : "opt_in_limits")}
        </Banner>
      ) : null}
      {confirm.failure ? <FailureBanner failure={confirm.failure} /> : null}
    </Dialog>
  );
}
