import { useState } from "preact/hooks";
import type { UploadMeaning } from "../../../lib/campaign/upload/read-upload-row.ts";
import { isYesOrNo, yesMeansIn } from "../../../lib/campaign/upload/status-words.ts";
import type { UploadRow } from "../../../lib/campaign/upload/upload-row.ts";
import type { OpenedTable } from "../table-source/use-table.ts";
import type { UploadRole } from "./roles.ts";

type OptStatus = UploadRow["optStatus"];

export interface Meaning {
  readonly from: UploadRow["from"];
  readonly setFrom: (from: UploadRow["from"]) => void;
  /** null until a person has said it: neither is a default. */
  readonly optStatus: OptStatus | null;
  readonly setOptStatus: (status: OptStatus) => void;
  readonly yesMeans: OptStatus | null;
  readonly setYesMeans: (status: OptStatus) => void;
  /** The status column answers a question by yes or no. */
  readonly hasYesOrNo: boolean;
  /** How the rows are meant; null while something is missing. */
  readonly complete: UploadMeaning | null;
}

/** How the rows of an opened list are meant, by its columns and what a person says of all of them. */
export function useMeaning(opened: OpenedTable<UploadRole> | null, country: string): Meaning {
  const [from, setFrom] = useState<UploadRow["from"]>(null);
  const [optStatus, setOptStatus] = useState<OptStatus | null>(null);
  const [chosen, setYesMeans] = useState<OptStatus | null>(null);
  const status = opened?.columns.status ?? null;
  const hasYesOrNo =
    status !== null && (opened?.table.sample.some((row) => isYesOrNo(row[status] ?? "")) ?? false);
  const header = status === null ? "" : (opened?.table.columns[status] ?? "");
  const yesMeans = chosen ?? yesMeansIn(header);
  const known = status === null ? optStatus !== null : !hasYesOrNo || yesMeans !== null;
  return {
    from,
    setFrom,
    optStatus,
    setOptStatus,
    yesMeans,
    setYesMeans,
    hasYesOrNo,
    complete:
      opened && opened.columns.recipient !== null && known
        ? {
            columns: opened.columns,
            from,
            // Of no account where a column says it.
            optStatus: optStatus ?? "OptOut",
            yesMeans,
            country,
          }
        : null,
  };
}
