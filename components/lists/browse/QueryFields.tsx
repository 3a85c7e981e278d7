import type { RecordSort } from "../../../lib/browse/record-query.ts";
import type { OpenedInfo } from "../../../lib/browse/serve.ts";
import { formatNumber } from "../../../lib/phone/parse.ts";
import { type TextKey, useTexts } from "../../texts.tsx";
import { DayField } from "../../ui/DayField.tsx";
import { TextField } from "../../ui/Field.tsx";
import { type Choice, Select } from "../../ui/Select.tsx";
import { sourceInShort } from "../source-in-short.ts";
import type { Choices } from "./choices.ts";

export interface QueryFieldsProps {
  readonly info: OpenedInfo;
  readonly choices: Choices;
  readonly country: string;
  readonly onChoose: (change: Partial<Choices>) => void;
}

const SORT_NAMES: { readonly [S in RecordSort]: TextKey } = {
  recipient: "browse_customer",
  newest: "browse_sort_newest",
  oldest: "browse_sort_oldest",
  from: "browse_from",
  status: "browse_status",
  source: "browse_source",
};

export const COVERAGES: Readonly<Record<string, TextKey>> = {
  PhoneNumber: "browse_coverage_number",
  Account: "every_business_number_choice",
  CampaignType: "browse_coverage_campaign",
};

/** What occurs, each once and in order. */
const distinct = (values: readonly (string | null | undefined)[]): readonly string[] =>
  [...new Set(values)].filter((value) => typeof value === "string").sort();

/** Which records are shown, and in which order. Only what occurs can be chosen. */
export function QueryFields({ info, choices, country, onChoose }: QueryFieldsProps) {
  const texts = useTexts();
  const { t } = texts;
  const { scopes, sources } = info;
  const any: Choice<string> = { value: "", label: t("browse_any") };
  const froms = distinct(scopes.map(({ from }) => from));
  const coverages = distinct(scopes.map(({ coverage }) => coverage));
  const campaigns = distinct(scopes.map(({ campaignType }) => campaignType));
  return (
    <search class="browse-query">
      <TextField
        label={t("browse_search")}
        hint={t("browse_search_hint")}
        type="search"
        inputMode="tel"
        value={choices.search}
        onInput={(search) => onChoose({ search })}
      />
      <Select
        label={t("browse_status")}
        value={choices.status}
        choices={[
          { value: "" as const, label: t("browse_any") },
          { value: "out" as const, label: t("status_opted_out") },
          { value: "in" as const, label: t("status_opted_in") },
        ]}
        onChange={(status) => onChoose({ status })}
      />
      <Select
        label={t("browse_from")}
        value={choices.from}
        choices={[
          any,
          { value: "*", label: t("every_business_number_choice") },
          ...froms.map((from) => ({ value: from, label: formatNumber(from as never, country) })),
        ]}
        onChange={(from) => onChoose({ from })}
      />
      <Select
        label={t("browse_source")}
        value={choices.source}
        choices={[
          any,
          ...distinct(sources).map((value) => ({ value, label: sourceInShort(value, texts) })),
        ]}
        onChange={(source) => onChoose({ source })}
      />
      <Select
        label={t("browse_coverage")}
        value={choices.coverage}
        choices={[
          any,
          ...coverages.map((value) => ({
            value,
            label: COVERAGES[value] ? t(COVERAGES[value]) : value,
          })),
        ]}
        onChange={(coverage) => onChoose({ coverage })}
      />
      <Select
        label={t("browse_campaign")}
        value={choices.campaignType}
        choices={[any, ...campaigns.map((value) => ({ value, label: value }))]}
        onChange={(campaignType) => onChoose({ campaignType })}
      />
      <DayField
        label={t("browse_first_day")}
        value={choices.firstDay}
        onInput={(firstDay) => onChoose({ firstDay })}
      />
      <DayField
        label={t("browse_last_day")}
        value={choices.lastDay}
        onInput={(lastDay) => onChoose({ lastDay })}
      />
      <Select<RecordSort>
        label={t("browse_sort")}
        value={choices.sort}
        choices={(Object.keys(SORT_NAMES) as RecordSort[]).map((value) => ({
          value,
          label: t(SORT_NAMES[value]),
        }))}
        onChange={(sort) => onChoose({ sort })}
      />
    </search>
  );
}
