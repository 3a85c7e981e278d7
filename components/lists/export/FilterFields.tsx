import { useTexts } from "../../texts.tsx";
import { DayField } from "../../ui/DayField.tsx";
import { Select } from "../../ui/Select.tsx";
import type { ListTabProps } from "../desk.ts";
import { SenderSelect } from "../jobs/SenderSelect.tsx";
import type { Choices } from "./choices.ts";
import type { FormFieldsProps } from "./FormFields.tsx";

/** RingCentral's own words, the same in every language. */
const SOURCES = ["Recipient", "Api", "Upstream", "Carrier"];
const CAMPAIGNS = ["Conversational", "Informational", "Promotional"];

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
      <DayField
        label={t("export_first_day")}
        value={choices.firstDay}
        onInput={(firstDay) => onChoose({ firstDay })}
      />
      <DayField
        label={t("export_last_day")}
        value={choices.lastDay}
        onInput={(lastDay) => onChoose({ lastDay })}
      />
    </div>
  );
}
