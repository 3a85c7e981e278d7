import type { Table as List } from "../../../lib/campaign/table/table.ts";
import { useTexts } from "../../texts.tsx";
import { columnName } from "./ColumnFields.tsx";

const ROWS = 5;

/** The first rows as they were read, so that a wrong reading is seen. */
export function SampleTable({ table }: { readonly table: List }) {
  const { t } = useTexts();
  const places = [...table.columns.keys()];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="list-sample" tabIndex={0} aria-label={t("list_sample")}>
      <table>
        <thead>
          <tr>
            {places.map((place) => (
              <th key={place} scope="col">
                {columnName(table, place, (at) => t("list_column", at))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...table.sample.slice(0, ROWS).keys()].map((at) => (
            <tr key={at}>
              {places.map((place) => (
                <td key={place}>{table.sample[at]?.[place]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
