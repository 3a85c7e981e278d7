import { useEffect, useRef, useState } from "preact/hooks";
import type { ChangeReport, ChangeRequest } from "../../lib/messages/protocol.ts";
import { parseTyped } from "../../lib/phone/parse.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { useTexts } from "../texts.tsx";
import { TextField } from "../ui/Field.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import type { PopupActions } from "./actions.ts";
import { ChangeDialog } from "./ChangeDialog.tsx";
import { ChangeReportBanner } from "./ChangeReportBanner.tsx";
import { CheckCard } from "./CheckCard.tsx";
import { useCheck } from "./use-check.ts";
import "./number-check.css";

export interface NumberCheckProps {
  readonly country: string;
  /** When the data behind cached answers was loaded. */
  readonly dataTime: number | null;
  readonly signedIn: boolean;
  readonly initialNumber: string;
  readonly now: number;
  readonly actions: Pick<PopupActions, "check" | "change">;
}

/** So many digits make a person expect an answer. */
const ENOUGH_DIGITS = 7;

/** Takes a number in any writing, says its status, changes it. */
export function NumberCheck({
  country,
  dataTime,
  signedIn,
  initialNumber,
  now,
  actions,
}: NumberCheckProps) {
  const { t, failure: sentence } = useTexts();
  const [text, setText] = useState(initialNumber);
  const [asked, setAsked] = useState<ChangeRequest["optStatus"] | null>(null);
  const [report, setReport] = useState<ChangeReport | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const recipient = parseTyped(text, country);
  const { result, asking, failure } = useCheck(
    recipient,
    signedIn,
    report ?? dataTime,
    actions.check,
  );
  const unreadable = recipient === null && text.replace(/\D/g, "").length >= ENOUGH_DIGITS;

  useEffect(() => input.current?.focus(), []);

  const type = (value: string): void => {
    setText(value);
    setReport(null);
  };
  const change = async (request: ChangeRequest): Promise<void> => {
    setReport(await actions.change(request));
    setAsked(null);
  };

  return (
    <div class="number-check stack">
      <TextField
        label={t("check_a_number")}
        type="tel"
        value={text}
        onInput={type}
        placeholder={t("number_placeholder")}
        inputRef={input}
        error={unreadable ? sentence("not-a-phone-number") : undefined}
      />
      <div aria-live="polite" class="stack">
        {report ? <ChangeReportBanner report={report} country={country} /> : null}
        {result ? (
          <CheckCard
            result={result}
            asking={asking}
            country={country}
            now={now}
            onChange={setAsked}
          />
        ) : failure ? (
          <FailureBanner failure={failure} />
        ) : recipient ? (
          <Skeleton />
        ) : null}
      </div>
      {asked && result ? (
        <ChangeDialog
          optStatus={asked}
          result={result}
          country={country}
          onConfirm={change}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </div>
  );
}
