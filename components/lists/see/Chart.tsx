import { Download, Table2 } from "lucide-preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { useAction } from "../../../lib/ui/use-action.ts";
import { FailureBanner } from "../../FailureBanner.tsx";
import { useTexts } from "../../texts.tsx";
import { Button } from "../../ui/Button.tsx";
import { ChartTable } from "./ChartTable.tsx";
import { chartCsv } from "./chart-csv.ts";
import { type ChartModel, drawnOf, isEmpty } from "./chart-model.ts";
import { drawChart, inkOf, type ShownChart } from "./draw-chart.ts";

export interface ChartProps {
  readonly chart: ChartModel;
  /** Day of the files' names. */
  readonly day: string;
  readonly onSave: (name: string, file: Blob) => void;
}

/** What a change of means drawing again: a canvas does not follow the theme by itself. */
const THEMES = ["(prefers-color-scheme: dark)", "(forced-colors: active)"];

/** A chart with its sentence, its table and its files. */
export function Chart({ chart, day, onSave }: ChartProps) {
  const { t, number } = useTexts();
  const heading = useId();
  const host = useRef<HTMLDivElement>(null);
  const shown = useRef<ShownChart | null>(null);
  const [tableShown, setTableShown] = useState(false);
  const empty = isEmpty(chart);
  const drawn = chart.rows.some(({ values }) => (values[0] ?? 0) > 0);

  useEffect(() => {
    const place = host.current;
    if (!place) return;
    const unmounted = new AbortController();
    const draw = (): void => {
      shown.current?.remove();
      shown.current = drawChart(place, drawnOf(chart), inkOf(place), number);
    };
    // At once: a picture may be asked for before the browser tells of the size.
    let width = place.clientWidth;
    draw();
    const resized = new ResizeObserver(() => {
      if (place.clientWidth === width) return;
      width = place.clientWidth;
      draw();
    });
    resized.observe(place);
    for (const theme of THEMES) {
      matchMedia(theme).addEventListener("change", draw, { signal: unmounted.signal });
    }
    return () => {
      unmounted.abort();
      resized.disconnect();
      shown.current?.remove();
      shown.current = null;
    };
  }, [chart, number]);

  const picture = useAction(async () => {
    const blob = await shown.current?.picture(chart.title);
    if (blob) onSave(`${chart.id}-${day}.png`, blob);
  });
  const ofThis = <span class="visually-hidden"> {chart.title}</span>;

  return (
    <section class="section" aria-labelledby={heading}>
      <div class="section-head">
        <h2 id={heading}>{chart.title}</h2>
        <p>{chart.summary}</p>
      </div>
      <div class="section-body chart">
        {empty ? null : (
          <>
            {drawn ? (
              <div ref={host} class="chart-canvas" role="img" aria-label={chart.summary} />
            ) : null}
            <ChartTable chart={chart} shown={tableShown} />
          </>
        )}
        {chart.notes.map((note) => (
          <p key={note} class="muted small">
            {note}
          </p>
        ))}
        {empty ? null : (
          <div class="row">
            <Button size="s" icon={Table2} onPress={() => setTableShown(!tableShown)}>
              {tableShown ? t("see_hide_table") : t("see_show_table")}
              {ofThis}
            </Button>
            <Button
              size="s"
              icon={Download}
              busy={picture.busy}
              disabled={!drawn}
              onPress={() => void picture.run()}
            >
              {t("see_png")}
              {ofThis}
            </Button>
            <Button
              size="s"
              icon={Download}
              onPress={() => onSave(`${chart.id}-${day}.csv`, chartCsv(chart))}
            >
              {t("see_csv")}
              {ofThis}
            </Button>
          </div>
        )}
        {picture.failure ? <FailureBanner failure={picture.failure} /> : null}
      </div>
    </section>
  );
}
