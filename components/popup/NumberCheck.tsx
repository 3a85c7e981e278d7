import { useEffect } from "preact/hooks";
import type { RoutePolicy } from "../../lib/consent/route-policy.ts";
import type { FailureInfo } from "../../lib/failure.ts";
import type { ChangeReport, ChangeRequest, CheckResult } from "../../lib/messages/protocol.ts";
import type { E164 } from "../../lib/phone/e164.ts";
import { parseTyped } from "../../lib/phone/parse.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import type { PopupActions } from "./actions.ts";
import { ChangeReportBanner } from "./ChangeReportBanner.tsx";
import { CheckCard } from "./CheckCard.tsx";
import { useCheck } from "./use-check.ts";

export interface NumberCheckProps {
  readonly text: string;
  readonly country: string;
  readonly policy: RoutePolicy;
  /** When this changes the number is checked once more. */
  readonly again: unknown;
  /** What became of the last change. */
  readonly report: ChangeReport | null;
  readonly signedIn: boolean;
  readonly now: number;
  readonly readOnly: FailureInfo | null;
  readonly sender: E164 | null;
  readonly actions: Pick<PopupActions, "check" | "history" | "remember" | "chooseSender" | "copy">;
  readonly onChange: (result: CheckResult, optStatus: ChangeRequest["optStatus"]) => void;
}

/** The status of a number in any writing. */
export function NumberCheck({
  text,
  country,
  policy,
  again,
  report,
  signedIn,
  now,
  readOnly,
  sender,
  actions,
  onChange,
}: NumberCheckProps) {
  const recipient = parseTyped(text, country);
  const { result, asking, failure } = useCheck(recipient, signedIn, again, actions.check);

  useEffect(() => {
    if (result && !asking) actions.remember(result.recipient);
  }, [result, asking, actions]);

  return (
    <>
      {report ? <ChangeReportBanner report={report} country={country} /> : null}
      {result ? (
        <CheckCard
          key={result.recipient}
          result={result}
          asking={asking}
          country={country}
          policy={policy}
          now={now}
          readOnly={readOnly}
          sender={sender}
          onSender={actions.chooseSender}
          onHistory={actions.history}
          onCopy={actions.copy}
          onChange={(optStatus) => onChange(result, optStatus)}
        />
      ) : failure ? (
        <FailureBanner failure={failure} />
      ) : recipient ? (
        <Skeleton />
      ) : null}
    </>
  );
}
