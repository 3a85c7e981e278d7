import { useEffect, useState } from "preact/hooks";
import type {
  AppState,
  ChangeReport,
  ChangeRequest,
  CheckResult,
} from "../../lib/messages/protocol.ts";
import type { E164 } from "../../lib/phone/e164.ts";
import type { ChangeDraft } from "../../lib/ui/draft.ts";
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
  /** What was being entered when the popup was closed a moment ago. */
  readonly change: ChangeDraft | null;
  readonly onChangeDraft: (change: ChangeDraft | null) => void;
}

interface Asked {
  readonly change: ChangeDraft;
  /** What is known of each customer that the change is about. */
  readonly results: readonly CheckResult[];
}

/** Below the number field: what is known of the number, or the page's numbers while there is none. */
export function PopupDesk(props: PopupDeskProps) {
  const { state, page, pageNumbers, recent, now, sender, actions, text, onText, report } = props;
  const [asked, setAsked] = useState<Asked | null>(null);
  const { values, locked } = state.settings;
  const country = values.defaultCountry;

  const ask = (next: Asked | null): void => {
    setAsked(next);
    props.onChangeDraft(next?.change ?? null);
  };
  const change = async (request: ChangeRequest): Promise<void> => {
    props.onReport(await actions.change(request));
    ask(null);
  };
  /** An opt-out may be wider than what was asked for, an opt-in may not. */
  const begun = (to: readonly E164[], optStatus: ChangeRequest["optStatus"]): ChangeDraft => ({
    optStatus,
    to,
    from: optStatus === "OptIn" ? sender : null,
    note: "",
  });
  const askMany = async (draft: ChangeDraft): Promise<void> => {
    const results = await Promise.all(draft.to.map((recipient) => actions.check(recipient, false)));
    ask({ change: draft, results });
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, what was left
  useEffect(() => {
    if (props.change && !state.readOnly) askMany(props.change).catch(() => ask(null));
  }, []);

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
            onChange={(result, optStatus) =>
              ask({ change: begun([result.recipient], optStatus), results: [result] })
            }
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
              onChange={(recipients, optStatus) => askMany(begun(recipients, optStatus))}
            />
          )}
          <RecentNumbers numbers={recent} country={country} onCheck={onText} />
        </>
      ) : null}
      {asked ? (
        <Question
          optStatus={asked.change.optStatus}
          results={asked.results}
          country={country}
          from={asked.change.from}
          note={asked.change.note}
          onDraft={(from, note) => props.onChangeDraft({ ...asked.change, from, note })}
          onConfirm={change}
          onClose={() => ask(null)}
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
