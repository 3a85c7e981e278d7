import type { CheckResult, PairStatus } from "../../lib/messages/protocol.ts";
import { formatNumber } from "../../lib/phone/parse.ts";
import { useTexts } from "../texts.tsx";
import { statusWord } from "../ui/Badge.tsx";
import { useVerdictTexts } from "../verdict-texts.ts";

/** What is known of a number in one line, fit for a note in a CRM: who, what, from which number, why, as of when. */
export function useStatusLine() {
  const { t, dateTime } = useTexts();
  const { reasons } = useVerdictTexts();
  return (
    { recipient, overall, pairs }: CheckResult,
    chosen: PairStatus | undefined,
    country: string,
  ): string => {
    const verdict = chosen?.verdict ?? overall;
    const partly = pairs.filter((pair) => pair.verdict.kind === "opted-out");
    const senders = chosen ? [chosen] : overall.kind === "partly-opted-out" ? partly : [];
    const from = senders.map((pair) => formatNumber(pair.from, country)).join(", ");
    return [
      formatNumber(recipient, country),
      t(statusWord(verdict.kind)),
      ...(from === "" ? [] : [t("status_line_from", from)]),
      ...reasons(verdict),
      ...(verdict.asOf === null ? [] : [t("status_line_as_of", dateTime(verdict.asOf))]),
    ].join(" · ");
  };
}
