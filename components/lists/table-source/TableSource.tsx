import { FileSpreadsheet, X } from "lucide-preact";
import { useEffect, useRef } from "preact/hooks";
import { useUnsaved } from "../../../lib/ui/use-unsaved.ts";
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
  const isOpened = opened !== null;
  const place = useRef<HTMLElement>(null);
  useUnsaved(isOpened);
  const wasOpened = useRef(isOpened);
  useEffect(() => {
    if (wasOpened.current === isOpened) return;
    wasOpened.current = isOpened;
    // What was pressed is gone, and the focus with it.
    if (document.activeElement === document.body) place.current?.focus();
  }, [isOpened]);
  const banner = failure ? <FailureBanner failure={failure} /> : null;
  if (!opened) {
    return (
      <section ref={place} tabIndex={-1} class="stack" aria-label={t("list_choose")}>
        {banner}
        <DropZone busy={busy} accept={ACCEPT} onList={state.open} />
      </section>
    );
  }
  const { table, columns, remembered } = opened;
  return (
    <section
      ref={place}
      tabIndex={-1}
      class="stack table-source"
      aria-label={table.name || t("list_pasted")}
    >
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
    </section>
  );
}
