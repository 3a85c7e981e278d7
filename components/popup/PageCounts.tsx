import type { PageReport } from "../../lib/messages/protocol.ts";
import { useTexts } from "../texts.tsx";

export interface PageCountsProps {
  readonly report: PageReport;
  /** Texts refused since the page was opened. */
  readonly attempts: number;
}

export function PageCounts({ report, attempts }: PageCountsProps) {
  const { t, count, number } = useTexts();
  if (report.numbers === 0) return <p class="muted">{t("page_no_numbers")}</p>;
  const counts = [
    { status: "opted-out", value: report.optedOut, word: t("status_opted_out") },
    {
      status: "partly-opted-out",
      value: report.partlyOptedOut,
      word: t("status_partly_opted_out"),
    },
    { status: "unverified", value: report.unverified, word: t("status_unverified") },
  ];
  return (
    <>
      <dl class="page-counts">
        <div>
          <dt>{t("numbers")}</dt>
          <dd>{number(report.numbers)}</dd>
        </div>
        {counts.map(({ status, value, word }) => (
          <div key={status} class={value > 0 ? status : "none"}>
            <dt>{word}</dt>
            <dd>{number(value)}</dd>
          </div>
        ))}
      </dl>
      {report.blockedRoutes + attempts > 0 ? (
        <p class="muted small">
          {count("page_blocked_routes", report.blockedRoutes)}{" "}
          {attempts > 0 ? count("page_attempts", attempts) : null}
        </p>
      ) : null}
    </>
  );
}
