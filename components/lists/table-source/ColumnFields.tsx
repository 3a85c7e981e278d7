import type { Columns } from "../../../lib/campaign/table/columns.ts";
import type { Table } from "../../../lib/campaign/table/table.ts";
import { useTexts } from "../../texts.tsx";
import { Select } from "../../ui/Select.tsx";
import type { Role } from "./role.ts";

export interface ColumnFieldsProps<Id extends string> {
  readonly table: Table;
  readonly roles: readonly Role<Id>[];
  readonly columns: Columns<Id>;
  readonly onColumns: (columns: Columns<Id>) => void;
}

/** A name that tells columns of the same name apart. */
export const columnName = (table: Table, index: number, numbered: (place: number) => string) => {
  const name = table.columns[index] ?? "";
  if (!table.format.hasHeader) return numbered(index + 1);
  const same = table.columns.filter((other) => other === name).length > 1;
  return same ? `${name} (${numbered(index + 1)})` : name;
};

/** Which column holds what. */
export function ColumnFields<Id extends string>({
  table,
  roles,
  columns,
  onColumns,
}: ColumnFieldsProps<Id>) {
  const { t } = useTexts();
  const all = table.columns.map((_, index) => ({
    value: String(index),
    label: columnName(table, index, (place) => t("list_column", place)),
  }));
  return (
    <div class="list-fields">
      {roles.map((role) => {
        const none = { value: "", label: role.none ?? t("list_no_column") };
        return (
          <Select
            key={role.id}
            label={role.label}
            {...(role.hint === undefined ? {} : { hint: role.hint })}
            value={String(columns[role.id] ?? "")}
            choices={role.required && columns[role.id] !== null ? all : [none, ...all]}
            onChange={(value) =>
              onColumns({ ...columns, [role.id]: value === "" ? null : Number(value) })
            }
          />
        );
      })}
    </div>
  );
}
