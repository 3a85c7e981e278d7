import type { VerdictKind } from "../../lib/consent/verdict.ts";
import type { PageReport } from "../../lib/messages/protocol.ts";
import { useTexts } from "../texts.tsx";

export interface PageCountsProps {
  readonly report: PageReport;
  /** Texts refused since the page was opened. */
  readonly attempts: number;
  /** The status that the list below is narrowed to. */
  readonly kind: VerdictKind | null;
  readonly onKind: (kind: VerdictKind | null) => void;
}

/** What is on the page, by status; a press narrows the list to it. */
export function PageCounts({ report, attempts, kind, onKind }: PageCountsProps) {
  const { t, count, number } = useTexts();
  if (report.numbers === 0) return <p class="muted">{t("page_no_numbers")}</p>;
  const counts = [
    { status: null, value: report.numbers, word: t("numbers") },
    { status: "opted-out", value: report.optedOut, word: t("status_opted_out") },
    {
      status: "partly-opted-out",
      value: report.partlyOptedOut,
      word: t("status_partly_opted_out"),
    },
    ...(report.optInMissing > 0
      ? [
          {
            status: "opt-in-missing",
            value: report.optInMissing,
            word: t("status_opt_in_missing"),
          } as const,
        ]
      : []),
    { status: "unverified", value: report.unverified, word: t("status_unverified") },
  ] as const;
  return (
    <>
      <fieldset class="page-counts" aria-label={t("filter_numbers")}>
        {counts.map(({ status, value, word }) => (
          <button
            key={word}
            type="button"
            class={value > 0 && status ? status : "none"}
            aria-pressed={kind === status}
            onClick={() => onKind(status)}
          >
            <span class="count">{number(value)}</span> <span class="word">{word}</span>
          </button>
        ))}
      </fieldset>
      {report.lags ? <p class="muted small">{t("page_lags")}</p> : null}
      {report.blockedRoutes + attempts > 0 ? (
        <p class="muted small">
          {count("page_blocked_routes", report.blockedRoutes)}{" "}
          {attempts > 0 ? count("page_attempts", attempts) : null}
        </p>
      ) : null}
    </>
  );
}
