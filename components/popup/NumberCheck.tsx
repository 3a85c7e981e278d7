import { useEffect, useRef } from "preact/hooks";
import type { FailureInfo } from "../../lib/failure.ts";
import type { ChangeReport, ChangeRequest, CheckResult } from "../../lib/messages/protocol.ts";
import { parseTyped } from "../../lib/phone/parse.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { useTexts } from "../texts.tsx";
import { TextField } from "../ui/Field.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import type { PopupActions } from "./actions.ts";
import { ChangeReportBanner } from "./ChangeReportBanner.tsx";
import { CheckCard } from "./CheckCard.tsx";
import { useCheck } from "./use-check.ts";
import "./number-check.css";

export interface NumberCheckProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly country: string;
  /** When this changes the number is checked once more. */
  readonly again: unknown;
  /** What became of the last change. */
  readonly report: ChangeReport | null;
  readonly signedIn: boolean;
  readonly now: number;
  readonly readOnly: FailureInfo | null;
  readonly actions: Pick<PopupActions, "check" | "history" | "remember">;
  readonly onChange: (result: CheckResult, optStatus: ChangeRequest["optStatus"]) => void;
}

/** So many digits make a person expect an answer. */
const ENOUGH_DIGITS = 7;

/** Takes a number in any writing and says its status. */
export function NumberCheck({
  text,
  onText,
  country,
  again,
  report,
  signedIn,
  now,
  readOnly,
  actions,
  onChange,
}: NumberCheckProps) {
  const { t, failure: sentence } = useTexts();
  const input = useRef<HTMLInputElement>(null);
  const recipient = parseTyped(text, country);
  const { result, asking, failure } = useCheck(recipient, signedIn, again, actions.check);
  const unreadable = recipient === null && text.replace(/\D/g, "").length >= ENOUGH_DIGITS;

  // At the start, and when a change is through: the button that began it may be gone by then.
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows what the page is about
  useEffect(() => input.current?.focus(), [report]);
  useEffect(() => {
    if (result && !asking) actions.remember(result.recipient);
  }, [result, asking, actions]);

  return (
    <div class="number-check stack">
      <TextField
        label={t("check_a_number")}
        type="search"
        inputMode="tel"
        value={text}
        onInput={onText}
        placeholder={t("number_placeholder")}
        inputRef={input}
        error={unreadable ? sentence("not-a-phone-number") : undefined}
      />
      <div aria-live="polite" class="stack">
        {report ? <ChangeReportBanner report={report} country={country} /> : null}
        {result ? (
          <CheckCard
            key={result.recipient}
            result={result}
            asking={asking}
            country={country}
            now={now}
            readOnly={readOnly}
            onHistory={actions.history}
            onChange={(optStatus) => onChange(result, optStatus)}
          />
        ) : failure ? (
          <FailureBanner failure={failure} />
        ) : recipient ? (
          <Skeleton />
        ) : null}
      </div>
    </div>
  );
}
