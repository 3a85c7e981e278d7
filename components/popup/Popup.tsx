import { ListChecks, Settings } from "lucide-preact";
import type { FailureInfo } from "../../lib/failure.ts";
import type { AppState, PageNumbers, PageStatus } from "../../lib/messages/protocol.ts";
import type { E164 } from "../../lib/phone/e164.ts";
import { ungrantedSites } from "../../lib/ui/health.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { HealthBanner } from "../health/HealthBanner.tsx";
import { SyncLine } from "../health/SyncLine.tsx";
import { PolicySitesBanner } from "../sites/PolicySitesBanner.tsx";
import { useTexts } from "../texts.tsx";
import { Banner } from "../ui/Banner.tsx";
import { Button } from "../ui/Button.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import type { PopupActions } from "./actions.ts";
import { PopupDesk } from "./PopupDesk.tsx";
import { RefusedChanges } from "./RefusedChanges.tsx";
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
  readonly initialNumber: string;
  readonly now: number;
  readonly actions: PopupActions;
}

export function Popup(props: PopupProps) {
  const { state, failure, now, actions } = props;
  const { t, count } = useTexts();
  return (
    <div class="popup">
      <header>
        <img src="/icon/icon.svg" alt="" width="24" height="24" />
        <div class="popup-title">
          <h1>{t("extensionName")}</h1>
          {state ? <SyncLine state={state} now={now} /> : null}
        </div>
        <Button kind="quiet" icon={ListChecks} iconOnly onPress={actions.openLists}>
          {t("open_lists")}
        </Button>
        <Button kind="quiet" icon={Settings} iconOnly onPress={actions.openSettings}>
          {t("open_settings")}
        </Button>
      </header>
      <main class="stack">
        {failure ? <FailureBanner failure={failure} /> : null}
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
            <RefusedChanges
              changes={state.refusedChanges}
              country={state.settings.values.defaultCountry}
              actions={actions}
            />
            <PopupDesk {...props} state={state} />
          </>
        ) : failure ? null : (
          <Skeleton />
        )}
      </main>
    </div>
  );
}
