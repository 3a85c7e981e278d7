import { useTexts } from "../../texts.tsx";
import type { ChartModel } from "./chart-model.ts";

export interface ChartTableProps {
  readonly chart: ChartModel;
  readonly shown: boolean;
}

/** The numbers of a chart: for eyes on demand, for screen readers always. */
export function ChartTable({ chart, shown }: ChartTableProps) {
  const { t, number } = useTexts();
  const { title, head, rows } = chart;
  const table = (
    <table class="table-of-figures">
      <caption class="visually-hidden">{title}</caption>
      <thead>
        <tr>
          {head.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, label, values }) => (
          <tr key={key}>
            <th scope="row">{label}</th>
            {head.slice(1).map((name, at) => (
              <td key={name}>{number(values[at] ?? 0)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
  if (!shown) return <div class="visually-hidden">{table}</div>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="chart-table" tabIndex={0} aria-label={t("see_table", title)}>
      {table}
    </section>
  );
}
