import { useTexts } from "../../texts.tsx";
import { Field } from "../../ui/Field.tsx";
import { Select } from "../../ui/Select.tsx";
import type { ListTabProps } from "../desk.ts";
import { SenderSelect } from "../jobs/SenderSelect.tsx";
import type { Choices } from "./choices.ts";
import type { FormFieldsProps } from "./FormFields.tsx";

/** RingCentral's own words, the same in every language. */
const SOURCES = ["Recipient", "Api", "Upstream", "Carrier"];
const CAMPAIGNS = ["Conversational", "Informational", "Promotional"];

interface DayProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Day({ label, value, onChange }: DayProps) {
  return (
    <Field label={label}>
      {(control) => (
        <input
          {...control}
          class="control"
          type="date"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** Which records go into the file. */
export function FilterFields({
  state,
  desk,
  choices,
  onChoose,
}: FormFieldsProps & Pick<ListTabProps, "state" | "desk">) {
  const { t } = useTexts();
  const words = (values: readonly string[]) => [
    { value: "", label: t("export_any") },
    ...values.map((value) => ({ value, label: value })),
  ];
  return (
    <div class="list-fields">
      <Select<Choices["status"]>
        label={t("column_status")}
        value={choices.status}
        choices={[
          { value: "opted-out", label: t("export_status_out") },
          { value: "opted-in", label: t("export_status_in") },
          { value: "", label: t("export_any") },
        ]}
        onChange={(status) => onChoose({ status })}
      />
      <SenderSelect
        state={state}
        desk={desk}
        label={t("column_business_number")}
        any={t("export_any")}
        value={choices.from}
        onChange={(from) => onChoose({ from })}
      />
      <Select
        label={t("column_source")}
        value={choices.source}
        choices={words(SOURCES)}
        onChange={(source) => onChoose({ source })}
      />
      <Select
        label={t("column_campaign")}
        value={choices.campaignType}
        choices={words(CAMPAIGNS)}
        onChange={(campaignType) => onChoose({ campaignType })}
      />
      <Day
        label={t("export_first_day")}
        value={choices.firstDay}
        onChange={(firstDay) => onChoose({ firstDay })}
      />
      <Day
        label={t("export_last_day")}
        value={choices.lastDay}
        onChange={(lastDay) => onChoose({ lastDay })}
      />
    </div>
  );
}
