import { CRM_PRESETS } from "../../../lib/campaign/export/crm-presets.ts";
import { EXPORT_COLUMNS } from "../../../lib/campaign/export/export-record.ts";
import { useTexts } from "../../texts.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { Select } from "../../ui/Select.tsx";
import { type Choices, COLUMN_NAMES } from "./choices.ts";

export interface FormFieldsProps {
  readonly choices: Choices;
  readonly onChoose: (change: Partial<Choices>) => void;
}

/** What the file looks like. */
export function FormFields({ choices, onChoose }: FormFieldsProps) {
  const { t } = useTexts();
  const preset = CRM_PRESETS.find(({ id }) => id === choices.preset);
  const toggle = (column: (typeof EXPORT_COLUMNS)[number], on: boolean): void =>
    onChoose({
      columns: on
        ? [...choices.columns, column]
        : choices.columns.filter((other) => other !== column),
    });
  return (
    <>
      <div class="list-fields">
        <Select
          label={t("export_for")}
          value={choices.preset}
          choices={[
            { value: "", label: t("export_for_records") },
            ...CRM_PRESETS.map(({ id, name }) => ({ value: id, label: t("export_for_crm", name) })),
          ]}
          onChange={(value) => onChoose({ preset: value })}
        />
        <Select
          label={t("export_numbers")}
          value={choices.numbers}
          choices={[
            { value: "e164", label: t("export_numbers_e164", "+14155552671") },
            { value: "national", label: t("export_numbers_national", "(415) 555-2671") },
          ]}
          onChange={(numbers) => onChoose({ numbers })}
        />
        <Select
          label={t("export_kind")}
          value={choices.kind}
          choices={[
            { value: "csv", label: t("export_kind_csv") },
            { value: "xlsx", label: t("export_kind_xlsx") },
          ]}
          onChange={(kind) => onChoose({ kind })}
        />
      </div>
      {preset ? (
        <p class="muted">{t("export_crm_columns", preset.header.join(", "), preset.name)}</p>
      ) : (
        <fieldset class="stack">
          <legend>{t("export_columns")}</legend>
          <div class="list-fields">
            {EXPORT_COLUMNS.map((column) => (
              <Checkbox
                key={column}
                label={t(COLUMN_NAMES[column])}
                checked={choices.columns.includes(column)}
                onChange={(on) => toggle(column, on)}
              />
            ))}
          </div>
        </fieldset>
      )}
    </>
  );
}
