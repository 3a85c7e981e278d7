import { FileSpreadsheet, X } from "lucide-preact";
import { FailureBanner } from "../../FailureBanner.tsx";
import { useTexts } from "../../texts.tsx";
import { Button } from "../../ui/Button.tsx";
import { ColumnFields } from "./ColumnFields.tsx";
import { DropZone } from "./DropZone.tsx";
import { FormatFields } from "./FormatFields.tsx";
import type { Role } from "./role.ts";
import { SampleTable } from "./SampleTable.tsx";
import type { TableState } from "./use-table.ts";
import "./table-source.css";

const ACCEPT =
  ".csv,.tsv,.txt,.xlsx,text/csv,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export interface TableSourceProps<Id extends string> {
  readonly state: TableState<Id>;
  readonly roles: readonly Role<Id>[];
}

/** A list comes in: from a file or pasted, with what was found of it for correction. */
export function TableSource<Id extends string>({ state, roles }: TableSourceProps<Id>) {
  const { t } = useTexts();
  const { opened, busy, failure } = state;
  const banner = failure ? <FailureBanner failure={failure} /> : null;
  if (!opened) {
    return (
      <div class="stack">
        {banner}
        <DropZone busy={busy} accept={ACCEPT} onList={state.open} />
      </div>
    );
  }
  const { table, columns, remembered } = opened;
  return (
    <div class="stack table-source">
      {banner}
      <div class="row apart">
        <p class="list-name">
          <FileSpreadsheet aria-hidden="true" />
          <strong>{table.name || t("list_pasted")}</strong>
          <span class="muted">{t("list_size", Math.ceil(table.blob.size / 1000))}</span>
        </p>
        <Button kind="quiet" icon={X} onPress={state.close}>
          {t("list_choose_another")}
        </Button>
      </div>
      <h3>{t("list_format")}</h3>
      <FormatFields format={table.format} onCorrect={state.correct} />
      <SampleTable table={table} />
      <h3>{t("list_columns")}</h3>
      {remembered ? <p class="muted">{t("list_columns_remembered")}</p> : null}
      <ColumnFields table={table} roles={roles} columns={columns} onColumns={state.choose} />
    </div>
  );
}
