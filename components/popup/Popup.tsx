import { ListChecks, PictureInPicture2, Settings } from "lucide-preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { FailureInfo } from "../../lib/failure.ts";
import type {
  AppState,
  ChangeReport,
  PageNumbers,
  PageStatus,
} from "../../lib/messages/protocol.ts";
import type { E164 } from "../../lib/phone/e164.ts";
import type { ChangeDraft, Draft } from "../../lib/ui/draft.ts";
import { ungrantedSites } from "../../lib/ui/health.ts";
import { useLazy } from "../../lib/ui/lazy.ts";
import { useAction } from "../../lib/ui/use-action.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { HealthBanner } from "../health/HealthBanner.tsx";
import { SyncLine } from "../health/SyncLine.tsx";
import { PolicySitesBanner } from "../sites/PolicySitesBanner.tsx";
import { useTexts } from "../texts.tsx";
import { Banner } from "../ui/Banner.tsx";
import { Button } from "../ui/Button.tsx";
import { TextField } from "../ui/Field.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import type { PopupActions } from "./actions.ts";
import { DESK } from "./parts.ts";
import "./popup.css";

export interface PopupProps {
  /** Null until the background has answered. */
  readonly state: AppState | null;
  readonly failure: FailureInfo | null;
  /** The page behind the popup; null until known, absent when the popup stands in a tab of its own. */
  readonly page?: PageStatus | null;
  /** The numbers on that page; null until known. */
  readonly pageNumbers: PageNumbers | null;
  readonly recent: readonly E164[];
  /** The business number that the person has chosen to text from; null: any of them. */
  readonly sender: E164 | null;
  readonly initialNumber: string;
  /** What was left in the popup a moment ago, where it is about that still. */
  readonly draft: Draft | null;
  readonly now: number;
  readonly actions: PopupActions;
}

/** So many digits make a person expect an answer. */
const ENOUGH_DIGITS = 7;

/**
 * The frame of `entrypoints/popup/index.html` and what fills it: the field takes
 * keys before any of this has run, so it is taken over and never made anew.
 */
export function Popup(props: PopupProps) {
  const { state, failure, now, actions } = props;
  const { t, count, failure: sentence } = useTexts();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(props.initialNumber);
  /** What became of the last change to the number in the field. */
  const [report, setReport] = useState<ChangeReport | null>(null);
  const [change, setChange] = useState<ChangeDraft | null>(props.draft?.change ?? null);
  const desk = useLazy(DESK);
  const out = useAction(() => actions.popOut(text));
  const type = (value: string): void => {
    setText(value);
    setReport(null);
  };
  const country = state?.settings.values.defaultCountry ?? null;
  const unreadable =
    country !== null &&
    text.replace(/\D/g, "").length >= ENOUGH_DIGITS &&
    desk.value?.parseTyped(text, country) === null;

  // At the start, and when a change is through: the button that began it may be gone by then.
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows what the page is about
  useEffect(() => field.current?.focus(), [report]);
  // What was left gives way to the first key.
  // biome-ignore lint/correctness/useExhaustiveDependencies: at the start alone
  useEffect(() => {
    if (props.draft) field.current?.select();
  }, []);
  const signedIn = state?.session.status === "signed-in";
  const isOpen = report === null && (text !== "" || change !== null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows what a person enters
  useEffect(() => {
    if (state) actions.keep(signedIn && isOpen ? { text, change } : null);
  }, [text, change, signedIn, isOpen]);

  return (
    <div class="popup">
      <header>
        <img src="/icon/icon.svg" alt="" width="24" height="24" />
        <div class="popup-title">
          <h1>{t("extensionName")}</h1>
          {state ? <SyncLine state={state} now={now} /> : null}
        </div>
        <div class="pop-out">
          <Button kind="quiet" icon={PictureInPicture2} iconOnly busy={out.busy} onPress={out.run}>
            {t("popup_window")}
          </Button>
        </div>
        <Button kind="quiet" icon={ListChecks} iconOnly onPress={actions.openLists}>
          {t("open_lists")}
        </Button>
        <Button kind="quiet" icon={Settings} iconOnly onPress={actions.openSettings}>
          {t("open_settings")}
        </Button>
      </header>
      <main class="stack">
        <TextField
          label={t("check_a_number")}
          type="search"
          inputMode="tel"
          value={text}
          onInput={type}
          placeholder={t("number_placeholder")}
          inputRef={field}
          error={unreadable ? sentence("not-a-phone-number") : undefined}
        />
        {failure ? <FailureBanner failure={failure} /> : null}
        {out.failure ? <FailureBanner failure={out.failure} /> : null}
        {desk.failure ? <FailureBanner failure={desk.failure} /> : null}
        {state ? (
          <>
            <HealthBanner
              state={state}
              now={now}
              onConnect={actions.connect}
              onSync={actions.sync}
              onSetUp={actions.setUp}
            />
            <PolicySitesBanner
              patterns={state.sites.some((site) => site.fromPolicy) ? ungrantedSites(state) : []}
              onGrant={actions.grantSites}
            />
            {state.waitingChanges > 0 ? (
              <Banner tone="waiting">{count("changes_waiting", state.waitingChanges)}</Banner>
            ) : null}
          </>
        ) : null}
        {state && desk.value ? (
          <desk.value.PopupDesk
            {...props}
            state={state}
            text={text}
            onText={type}
            report={report}
            onReport={setReport}
            change={change}
            onChangeDraft={setChange}
          />
        ) : failure || desk.failure ? null : (
          <Skeleton />
        )}
      </main>
    </div>
  );
}
