import { useId } from "preact/hooks";
import { useTexts } from "../../texts.tsx";
import { Radio } from "../../ui/Checkbox.tsx";
import type { ListTabProps } from "../desk.ts";
import { SenderSelect } from "../jobs/SenderSelect.tsx";
import type { Meaning } from "./use-meaning.ts";

export interface MeaningFieldsProps extends Pick<ListTabProps, "state" | "desk"> {
  readonly meaning: Meaning;
  /** Whether a column holds it. */
  readonly columns: { readonly from: boolean; readonly status: boolean };
}

const CHOICES = [
  ["OptOut", "upload_opt_out"],
  ["OptIn", "upload_opt_in"],
] as const;

/** What no column says, and what a yes says. */
export function MeaningFields({ meaning, columns, state, desk }: MeaningFieldsProps) {
  const { t } = useTexts();
  const name = useId();
  return (
    <div class="stack">
      {columns.status ? null : (
        <fieldset class="choice">
          <legend>{t("upload_status")}</legend>
          {CHOICES.map(([status, label]) => (
            <Radio
              key={status}
              name={name}
              label={t(label)}
              checked={meaning.optStatus === status}
              onChoose={() => meaning.setOptStatus(status)}
            />
          ))}
        </fieldset>
      )}
      {columns.status && meaning.hasYesOrNo ? (
        <fieldset class="choice">
          <legend>{t("upload_yes_means")}</legend>
          {CHOICES.map(([status, label]) => (
            <Radio
              key={status}
              name={`${name}-yes`}
              label={t(label)}
              checked={meaning.yesMeans === status}
              onChoose={() => meaning.setYesMeans(status)}
            />
          ))}
        </fieldset>
      ) : null}
      {columns.from ? null : (
        <SenderSelect
          state={state}
          desk={desk}
          label={t("upload_from")}
          any={t("upload_from_all")}
          value={meaning.from}
          onChange={meaning.setFrom}
        />
      )}
    </div>
  );
}
