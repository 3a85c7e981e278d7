import {
  EXPORT_COLUMNS,
  type ExportColumn,
  type ExportFilter,
} from "../../../lib/campaign/export/export-record.ts";
import type { FileKind } from "../../../lib/campaign/export/write-rows.ts";
import type { ExportJob } from "../../../lib/list-jobs/jobs.ts";
import type { E164 } from "../../../lib/phone/e164.ts";
import type { TextKey, Texts } from "../../texts.tsx";

/** What a person has chosen of a file of consents. Empty texts: it does not matter. */
export interface Choices {
  /** Id of a CRM; empty: a table of records. */
  readonly preset: string;
  readonly columns: readonly ExportColumn[];
  readonly kind: FileKind;
  readonly numbers: ExportJob["numbers"];
  readonly status: "opted-out" | "opted-in" | "";
  readonly from: E164 | null;
  readonly source: string;
  readonly campaignType: string;
  /** ISO 8601 days. */
  readonly firstDay: string;
  readonly lastDay: string;
}

export const FIRST_CHOICES: Choices = {
  preset: "",
  columns: EXPORT_COLUMNS,
  kind: "csv",
  numbers: "e164",
  status: "opted-out",
  from: null,
  source: "",
  campaignType: "",
  firstDay: "",
  lastDay: "",
};

export const COLUMN_NAMES: { readonly [C in ExportColumn]: TextKey } = {
  recipient: "column_recipient",
  "business-number": "column_business_number",
  status: "column_status",
  source: "column_source",
  coverage: "column_coverage",
  campaign: "column_campaign",
  since: "column_since",
};

const filterOf = (choices: Choices): ExportFilter => ({
  status: choices.status || null,
  from: choices.from,
  source: choices.source || null,
  campaignType: choices.campaignType || null,
  firstDay: choices.firstDay || null,
  lastDay: choices.lastDay || null,
});

export const exportJobOf = (choices: Choices, { t }: Texts, defaultCountry: string): ExportJob => ({
  job: "export",
  kind: choices.kind,
  numbers: choices.numbers,
  defaultCountry,
  shape: {
    filter: filterOf(choices),
    preset: choices.preset || null,
    columns: choices.columns,
    names: Object.fromEntries(
      Object.entries(COLUMN_NAMES).map(([column, key]) => [column, t(key)]),
    ) as ExportJob["shape"]["names"],
  },
});
