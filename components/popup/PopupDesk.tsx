import { useState } from "preact/hooks";
import type {
  AppState,
  ChangeReport,
  ChangeRequest,
  CheckResult,
} from "../../lib/messages/protocol.ts";
import type { E164 } from "../../lib/phone/e164.ts";
import { ChangeDialog } from "./ChangeDialog.tsx";
import { NumberCheck } from "./NumberCheck.tsx";
import { PageCard } from "./PageCard.tsx";
import type { PopupProps } from "./Popup.tsx";
import { RecentNumbers } from "./RecentNumbers.tsx";

interface Asked {
  readonly optStatus: ChangeRequest["optStatus"];
  /** What is known of each customer that the change is about. */
  readonly results: readonly CheckResult[];
}

/** The number field; below it what is known of the number, or the page's numbers while there is none. */
export function PopupDesk(props: PopupProps & { readonly state: AppState }) {
  const { state, page, pageNumbers, recent, now, actions } = props;
  const [text, setText] = useState(props.initialNumber);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [report, setReport] = useState<ChangeReport | null>(null);
  const country = state.settings.values.defaultCountry;

  const type = (value: string): void => {
    setText(value);
    setReport(null);
  };
  const change = async (request: ChangeRequest): Promise<void> => {
    setReport(await actions.change(request));
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
      <NumberCheck
        text={text}
        onText={type}
        country={country}
        report={report}
        again={report ?? state.sync.lastSuccess}
        signedIn={state.session.status === "signed-in"}
        now={now}
        readOnly={state.readOnly}
        actions={actions}
        onChange={(result, optStatus) => setAsked({ optStatus, results: [result] })}
      />
      {text.trim() === "" ? (
        <>
          {page === undefined ? null : (
            <PageCard
              page={page}
              numbers={pageNumbers}
              country={country}
              readOnly={state.readOnly}
              sitesLocked={state.settings.locked.includes("sites")}
              recipesLocked={state.settings.locked.includes("recipes")}
              actions={actions}
              onCheck={type}
              onChange={askMany}
            />
          )}
          <RecentNumbers numbers={recent} country={country} onCheck={type} />
        </>
      ) : null}
      {asked ? (
        <ChangeDialog
          optStatus={asked.optStatus}
          results={asked.results}
          country={country}
          onConfirm={change}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </>
  );
}
