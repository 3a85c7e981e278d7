import { Download } from "lucide-preact";
import type { JobResults } from "../../../lib/list-jobs/jobs.ts";
import { useTexts } from "../../texts.tsx";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { Table } from "../../ui/Table.tsx";
import { resultName } from "../jobs/file-names.ts";

export interface CompareResultProps {
  /** Of the list that came in. */
  readonly name: string;
  readonly result: Extract<JobResults["compare"], { readonly done: true }>;
  readonly now: number;
  readonly onSave: (name: string, file: Blob) => void;
}

/** Where the two differ, with a file to mend either side. */
export function CompareResult({ name, result, now, onSave }: CompareResultProps) {
  const { t, count, number, ago } = useTexts();
  const { counts, state } = result;
  const differences = counts.onlyRingCentral + counts.onlyCrm;
  const rows = [
    { key: "rows", label: t("scrub_rows"), value: counts.rows },
    { key: "same", label: t("compare_same"), value: counts.same },
    { key: "ringcentral", label: t("compare_only_ringcentral"), value: counts.onlyRingCentral },
    { key: "crm", label: t("compare_only_crm"), value: counts.onlyCrm },
    { key: "unread", label: t("compare_unread"), value: counts.unread },
  ];
  return (
    <div class="stack">
      <Banner
        tone={state.state !== "fresh" || counts.onlyRingCentral > 0 ? "warning" : "success"}
        title={count("compare_done", differences)}
      >
        {state.asOf === null ? null : t("scrub_done_text", ago(state.asOf, now))}
      </Banner>
      <Table
        caption={t("scrub_counts")}
        columns={[
          { key: "label", header: t("scrub_what"), cell: ({ label }) => label, rowHeader: true },
          { key: "value", header: t("scrub_count"), cell: ({ value }) => number(value) },
        ]}
        rows={rows}
        rowKey={({ key }) => key}
      />
      <div class="row">
        <Button
          kind="primary"
          icon={Download}
          disabled={counts.onlyRingCentral === 0}
          onPress={() => onSave(resultName(name, "for-crm"), result.forCrm)}
        >
          {count("compare_save_crm", counts.onlyRingCentral)}
        </Button>
        <Button
          icon={Download}
          disabled={counts.onlyCrm === 0}
          onPress={() => onSave("for-ringcentral.csv", result.forRingCentral)}
        >
          {count("compare_save_ringcentral", counts.onlyCrm)}
        </Button>
        <Button
          kind="quiet"
          icon={Download}
          disabled={counts.unread === 0}
          onPress={() => onSave(resultName(name, "unread"), result.unread)}
        >
          {count("compare_save_unread", counts.unread)}
        </Button>
      </div>
      <p class="muted small">
        {t("compare_mend")} <a href="#upload">{t("lists_upload")}</a>
      </p>
    </div>
  );
}
