import type { PlanSummary } from "../../../lib/campaign/upload/plan-upload.ts";
import type { SkipReason } from "../../../lib/campaign/upload/upload-row.ts";
import { useTexts } from "../../texts.tsx";
import { Banner } from "../../ui/Banner.tsx";
import { Table } from "../../ui/Table.tsx";
import { REASONS } from "./reasons.ts";
import type { PlanState } from "./use-plan.ts";

export interface PlanPreviewProps {
  readonly summary: PlanSummary;
  readonly compared: Extract<PlanState, { phase: "ready" }>["compared"];
}

const COMPARED = {
  live: "upload_compared_live",
  cache: "upload_compared_cache",
  not: "upload_compared_not",
} as const;

/** What will happen: what is sent, what is left out, and why. */
export function PlanPreview({ summary, compared }: PlanPreviewProps) {
  const { t, count, number } = useTexts();
  const { rows, optOuts, optIns, lifts, skipped, examples } = summary;
  const reasons = Object.entries(skipped) as [SkipReason, number][];
  const left = reasons.reduce((sum, [, found]) => sum + found, 0);
  return (
    <div class="stack" role="status">
      <dl class="facts">
        <div>
          <dt>{t("upload_fact_rows")}</dt>
          <dd>{number(rows)}</dd>
        </div>
        <div>
          <dt>{t("upload_fact_opt_outs")}</dt>
          <dd>{number(optOuts)}</dd>
        </div>
        <div>
          <dt>{t("upload_fact_opt_ins")}</dt>
          <dd>{number(optIns)}</dd>
        </div>
        <div>
          <dt>{t("upload_fact_skipped")}</dt>
          <dd>{number(left)}</dd>
        </div>
      </dl>
      <p class="muted">{t(COMPARED[compared])}</p>
      {lifts > 0 ? <Banner tone="warning">{count("upload_lifts", lifts)}</Banner> : null}
      {left > 0 ? (
        <>
          <h3>{t("upload_skipped")}</h3>
          <ul class="plain-list">
            {reasons.map(([reason, found]) => (
              <li key={reason}>
                <strong>{number(found)}</strong> · {t(REASONS[reason])}
              </li>
            ))}
          </ul>
          <details>
            <summary>{count("upload_examples", examples.length)}</summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
            <section class="list-scroll" tabIndex={0} aria-label={t("upload_skipped")}>
              <Table
                caption={t("upload_skipped")}
                rows={examples}
                rowKey={({ line }) => String(line)}
                columns={[
                  {
                    key: "line",
                    header: t("column_line"),
                    rowHeader: true,
                    cell: ({ line }) => number(line),
                  },
                  { key: "cell", header: t("column_cell"), cell: ({ cell }) => cell },
                  {
                    key: "reason",
                    header: t("column_reason"),
                    cell: ({ reason }) => t(REASONS[reason]),
                  },
                ]}
              />
            </section>
          </details>
        </>
      ) : null}
    </div>
  );
}
