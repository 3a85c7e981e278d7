import { useTexts } from "../texts.tsx";

/** What the marks on a page mean, in the very look they have there. */
export function Legend() {
  const { t } = useTexts();
  const marks = [
    { status: "opted-out", text: t("legend_opted_out") },
    { status: "partly-opted-out", text: t("legend_partly_opted_out") },
    { status: "opt-in-missing", text: t("legend_opt_in_missing") },
    { status: "unverified", text: t("legend_unverified") },
    { status: "unmarked", text: t("legend_clear") },
  ];
  return (
    <details class="legend small">
      <summary>{t("legend")}</summary>
      <dl>
        {marks.map(({ status, text }) => (
          <div key={status}>
            <dt>
              <span class={`mark mark-${status}`}>{t("legend_sample")}</span>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
