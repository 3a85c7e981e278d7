import { Settings } from "lucide-preact";
import type { FailureInfo } from "../../lib/failure.ts";
import type { AppState, PageStatus } from "../../lib/messages/protocol.ts";
import { ungrantedSites } from "../../lib/ui/health.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { HealthBanner } from "../health/HealthBanner.tsx";
import { SyncLine } from "../health/SyncLine.tsx";
import { PolicySitesBanner } from "../sites/PolicySitesBanner.tsx";
import { useTexts } from "../texts.tsx";
import { Button } from "../ui/Button.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import type { PopupActions } from "./actions.ts";
import { NumberCheck } from "./NumberCheck.tsx";
import { PageCard } from "./PageCard.tsx";
import "./popup.css";

export interface PopupProps {
  /** Null until the background has answered. */
  readonly state: AppState | null;
  readonly failure: FailureInfo | null;
  /** The page behind the popup; null until known, absent when the popup stands in a tab of its own. */
  readonly page?: PageStatus | null;
  readonly initialNumber: string;
  readonly now: number;
  readonly actions: PopupActions;
}

export function Popup({ state, failure, page, initialNumber, now, actions }: PopupProps) {
  const { t } = useTexts();
  return (
    <div class="popup">
      <header>
        <img src="/icon/icon.svg" alt="" width="24" height="24" />
        <div class="popup-title">
          <h1>{t("extensionName")}</h1>
          {state ? <SyncLine state={state} now={now} /> : null}
        </div>
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
              onOpenSettings={actions.openSettings}
            />
            <PolicySitesBanner
              patterns={state.sites.some((site) => site.fromPolicy) ? ungrantedSites(state) : []}
              onGrant={actions.grantSites}
            />
            {page === undefined ? null : (
              <PageCard
                page={page}
                sitesLocked={state.settings.locked.includes("sites")}
                actions={actions}
              />
            )}
            <NumberCheck
              country={state.settings.values.defaultCountry}
              dataTime={state.sync.lastSuccess}
              signedIn={state.session.status === "signed-in"}
              initialNumber={initialNumber}
              now={now}
              actions={actions}
            />
          </>
        ) : failure ? null : (
          <Skeleton />
        )}
      </main>
    </div>
  );
}
