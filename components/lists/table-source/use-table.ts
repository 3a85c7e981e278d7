import { useState } from "preact/hooks";
import {
  type Columns,
  guessColumns,
  headerKey,
  rememberedColumns,
} from "../../../lib/campaign/table/columns.ts";
import { openTable } from "../../../lib/campaign/table/open-table.ts";
import type { FormatCorrections, Table } from "../../../lib/campaign/table/table.ts";
import type { FailureInfo } from "../../../lib/failure.ts";
import { useAction } from "../../../lib/ui/use-action.ts";
import type { ColumnMemory } from "../desk.ts";
import type { Role } from "./role.ts";

export interface OpenedTable<Id extends string> {
  readonly table: Table;
  readonly columns: Columns<Id>;
  /** The columns are as they were chosen for such a header before. */
  readonly remembered: boolean;
}

export interface TableState<Id extends string> {
  readonly opened: OpenedTable<Id> | null;
  readonly busy: boolean;
  readonly failure: FailureInfo | null;
  readonly open: (blob: Blob, name: string) => void;
  readonly correct: (corrections: FormatCorrections) => void;
  readonly choose: (columns: Columns<Id>) => void;
  readonly close: () => void;
}

/** An opened list with its columns; what a person chooses is remembered for lists of the same header. */
export function useTable<Id extends string>(
  roles: readonly Role<Id>[],
  memory: ColumnMemory,
): TableState<Id> {
  const [opened, setOpened] = useState<OpenedTable<Id> | null>(null);

  const show = useAction(async (blob: Blob, name: string, corrections: FormatCorrections) => {
    const table = await openTable(blob, name, corrections);
    const key = headerKey(table);
    const stored = key === null ? null : rememberedColumns(table, roles, await memory.load(key));
    setOpened({
      table,
      columns: stored ?? guessColumns(table, roles),
      remembered: stored !== null,
    });
  });
  const keep = useAction(memory.save);

  return {
    opened,
    busy: show.busy,
    failure: show.failure ?? keep.failure,
    open: (blob, name) => void show.run(blob, name, {}),
    correct: (corrections) => {
      if (!opened) return;
      const { blob, name, format } = opened.table;
      const { encoding, delimiter, hasHeader } = format;
      void show.run(blob, name, { encoding, delimiter, hasHeader, ...corrections });
    },
    choose: (columns) => {
      if (!opened) return;
      setOpened({ table: opened.table, columns, remembered: false });
      const key = headerKey(opened.table);
      if (key !== null) void keep.run(key, columns);
    },
    close: () => setOpened(null),
  };
}
