import { useMemo } from "preact/hooks";
import { useTexts } from "../../texts.tsx";
import type { ListTabProps } from "../desk.ts";
import { TableSource } from "../table-source/TableSource.tsx";
import { useTable } from "../table-source/use-table.ts";
import { uploadRoles } from "./roles.ts";

/** Opt-outs and opt-ins that were collected elsewhere go to RingCentral. */
export function UploadTab({ state, desk }: ListTabProps) {
  const texts = useTexts();
  const { defaultCountry } = state.settings.values;
  const roles = useMemo(() => uploadRoles(texts, defaultCountry), [texts, defaultCountry]);
  const memory = useMemo(() => desk.columnMemory("upload"), [desk]);
  const table = useTable(roles, memory);
  return (
    <section class="section">
      <div class="section-body">
        <TableSource state={table} roles={roles} />
      </div>
    </section>
  );
}
