import type { AuditEntry } from "../../lib/audit/entry.ts";
import { PhoneNumber } from "../PhoneNumber.tsx";
import { useTexts } from "../texts.tsx";
import { Table } from "../ui/Table.tsx";
import { AuditChange } from "./AuditChange.tsx";
import { useAuditTexts } from "./texts.ts";

export interface AuditTableProps {
  readonly entries: readonly AuditEntry[];
  readonly country: string;
}

const isMasked = (number: string): boolean => number.includes("•");

/** Who did what to which pair, newest first. */
export function AuditTable({ entries, country }: AuditTableProps) {
  const { t, dateTime } = useTexts();
  const { action, result, source: sourceOf } = useAuditTexts();

  const customer = ({ to }: AuditEntry) =>
    to === undefined ? null : isMasked(to) ? (
      <bdi class="number">{to}</bdi>
    ) : (
      <PhoneNumber number={to} country={country} />
    );

  const business = ({ to, from }: AuditEntry) => {
    if (from === undefined || to === undefined) return null;
    return from === null ? (
      t("every_business_number")
    ) : (
      <PhoneNumber number={from} country={country} />
    );
  };

  return (
    <Table
      caption={t("audit")}
      rows={entries}
      rowKey={({ seq }) => String(seq)}
      columns={[
        {
          key: "time",
          header: t("audit_time"),
          rowHeader: true,
          cell: ({ at }) => <time dateTime={new Date(at).toISOString()}>{dateTime(at)}</time>,
        },
        { key: "who", header: t("audit_person"), cell: ({ actor }) => actor ?? t("audit_nobody") },
        { key: "what", header: t("audit_kind"), cell: (entry) => action(entry.action) },
        {
          key: "pair",
          header: t("audit_pair"),
          cell: (entry) => (
            <>
              {customer(entry)}
              <span class="muted small audit-line">{business(entry)}</span>
            </>
          ),
        },
        {
          key: "change",
          header: t("audit_change"),
          cell: (entry) => <AuditChange entry={entry} />,
        },
        {
          key: "source",
          header: t("audit_source"),
          cell: ({ source, note }) => (
            <span class="audit-wraps">
              {source === undefined ? null : sourceOf(source)}
              <span class="muted small audit-line">{note}</span>
            </span>
          ),
        },
        { key: "result", header: t("audit_result"), cell: (entry) => result(entry.result) },
      ]}
    />
  );
}
