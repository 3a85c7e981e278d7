import { useState } from "preact/hooks";
import type {
  AppState,
  ChangeReport,
  ChangeRequest,
  CheckResult,
} from "../../lib/messages/protocol.ts";
import type { E164 } from "../../lib/phone/e164.ts";
import { useLazy } from "../../lib/ui/lazy.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import type { ChangeDialogProps } from "./ChangeDialog.tsx";
import type { NumberCheckProps } from "./NumberCheck.tsx";
import { PageCard } from "./PageCard.tsx";
import type { PopupProps } from "./Popup.tsx";
import { CHANGE_DIALOG, CHECK, REFUSED } from "./parts.ts";
import { RecentNumbers } from "./RecentNumbers.tsx";
import type { RefusedChangesProps } from "./RefusedChanges.tsx";

export interface PopupDeskProps extends PopupProps {
  readonly state: AppState;
  /** What stands in the number field. */
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly report: ChangeReport | null;
  readonly onReport: (report: ChangeReport) => void;
}

interface Asked {
  readonly optStatus: ChangeRequest["optStatus"];
  /** What is known of each customer that the change is about. */
  readonly results: readonly CheckResult[];
}

/** Below the number field: what is known of the number, or the page's numbers while there is none. */
export function PopupDesk(props: PopupDeskProps) {
  const { state, page, pageNumbers, recent, now, sender, actions, text, onText, report } = props;
  const [asked, setAsked] = useState<Asked | null>(null);
  const { values, locked } = state.settings;
  const country = values.defaultCountry;

  const change = async (request: ChangeRequest): Promise<void> => {
    props.onReport(await actions.change(request));
    setAsked(null);
  };
  const askMany = async (
    recipients: readonly E164[],
    optStatus: ChangeRequest["optStatus"],
  ): Promise<void> => {
    const results = await Promise.all(
      recipients.map((recipient) => actions.check(recipient, false)),
    );
    setAsked({ optStatus, results });
  };

  return (
    <>
      {state.refusedChanges.length > 0 ? (
        <Refused changes={state.refusedChanges} country={country} actions={actions} />
      ) : null}
      <div aria-live="polite" class="stack">
        {text.trim() === "" && report === null ? null : (
          <Check
            text={text}
            country={country}
            policy={values}
            report={report}
            again={report ?? state.sync.lastSuccess}
            signedIn={state.session.status === "signed-in"}
            now={now}
            readOnly={state.readOnly}
            sender={sender}
            actions={actions}
            onChange={(result, optStatus) => setAsked({ optStatus, results: [result] })}
          />
        )}
      </div>
      {text.trim() === "" ? (
        <>
          {page === undefined ? null : (
            <PageCard
              page={page}
              numbers={pageNumbers}
              country={country}
              readOnly={state.readOnly}
              sitesLocked={locked.includes("sites")}
              recipesLocked={locked.includes("recipes")}
              actions={actions}
              onCheck={onText}
              onChange={askMany}
            />
          )}
          <RecentNumbers numbers={recent} country={country} onCheck={onText} />
        </>
      ) : null}
      {asked ? (
        <Question
          optStatus={asked.optStatus}
          results={asked.results}
          country={country}
          // An opt-out may be wider than what was asked for, an opt-in may not.
          from={asked.optStatus === "OptIn" ? sender : null}
          onConfirm={change}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </>
  );
}

function Refused(props: RefusedChangesProps) {
  const { value, failure } = useLazy(REFUSED);
  if (failure) return <FailureBanner failure={failure} />;
  return value ? <value.RefusedChanges {...props} /> : null;
}

function Check(props: NumberCheckProps) {
  const { value, failure } = useLazy(CHECK);
  if (failure) return <FailureBanner failure={failure} />;
  return value ? <value.NumberCheck {...props} /> : <Skeleton />;
}

function Question(props: ChangeDialogProps) {
  const { value, failure } = useLazy(CHANGE_DIALOG);
  if (failure) return <FailureBanner failure={failure} />;
  return value ? <value.ChangeDialog {...props} /> : null;
}
