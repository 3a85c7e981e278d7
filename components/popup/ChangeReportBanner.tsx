import { FAILURE_CODES, type FailureCode } from "../../lib/failure.ts";
import type { ChangeReport } from "../../lib/messages/protocol.ts";
import { formatNumber } from "../../lib/phone/parse.ts";
import type { ConsentChange, FailedChange } from "../../lib/ringcentral/types.ts";
import { useTexts } from "../texts.tsx";
import { Banner } from "../ui/Banner.tsx";

const isFailureCode = (code: string): code is FailureCode =>
  (FAILURE_CODES as readonly string[]).includes(code);

/** What became of a change: recorded, waiting, refused with the reason. */
export function ChangeReportBanner({ report, country }: { report: ChangeReport; country: string }) {
  const { t, failure: sentence } = useTexts();
  const { done, failed, queued } = report;

  const about = (change: ConsentChange): string =>
    change.from === null ? t("every_business_number") : formatNumber(change.from, country);
  const list = (changes: readonly ConsentChange[]): string => changes.map(about).join(", ");
  const reason = ({ errorCode, message }: FailedChange): string =>
    isFailureCode(errorCode)
      ? sentence(errorCode)
      : t("refused_by_ringcentral", message, errorCode);
  const optIn = (changes: readonly ConsentChange[]): boolean => changes[0]?.optStatus === "OptIn";

  return (
    <>
      {done.length > 0 ? (
        <Banner tone="success">
          {t(optIn(done) ? "opt_in_done" : "opt_out_done", list(done))}
        </Banner>
      ) : null}
      {queued.length > 0 ? (
        <Banner tone="waiting">
          {t(optIn(queued) ? "opt_in_queued" : "opt_out_queued", list(queued))}
        </Banner>
      ) : null}
      {failed.map((failure) => (
        <Banner
          key={about(failure.change)}
          tone="error"
          title={t("change_refused", about(failure.change))}
        >
          {reason(failure)}
          {failure.change.optStatus === "OptOut" ? ` ${t("still_guarded")}` : null}
        </Banner>
      ))}
    </>
  );
}
