import { LogIn } from "lucide-preact";
import type { AppState } from "../../lib/messages/protocol.ts";
import { hostOfPattern } from "../../lib/settings/site-pattern.ts";
import { useAction } from "../../lib/ui/use-action.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { RedirectUri } from "../options/AccountSection.tsx";
import { AddSite } from "../options/AddSite.tsx";
import { ConnectForm } from "../options/ConnectForm.tsx";
import { NumbersPicker } from "../options/NumbersPicker.tsx";
import { SiteStatus } from "../options/SiteStatus.tsx";
import { useLocked } from "../options/use-locked.ts";
import { useTexts } from "../texts.tsx";
import { Banner } from "../ui/Banner.tsx";
import { Button } from "../ui/Button.tsx";
import type { WelcomeActions } from "./actions.ts";
import type { StepId } from "./steps.ts";
import { TryNumber } from "./TryNumber.tsx";

export interface StepBodyProps {
  readonly id: StepId;
  readonly state: AppState;
  readonly now: number;
  readonly actions: WelcomeActions;
}

/** What there is to do in one step. */
export function StepBody({ id, state, actions }: StepBodyProps) {
  const { t } = useTexts();
  const { settings, session, sites } = state;
  const locked = useLocked(settings);
  const signedIn = session.status === "signed-in";
  switch (id) {
    case "connect":
      if (session.status === "signed-in") {
        return <Banner tone="success">{t("welcome_connected", session.user?.name ?? "")}</Banner>;
      }
      if (settings.locked.includes("clientId")) return <SignIn onConnect={actions.connect} />;
      return (
        <>
          <RedirectUri uri={state.redirectUri} onCopy={actions.copy} />
          <ConnectForm settings={settings} actions={actions} />
        </>
      );
    case "numbers":
      return (
        <NumbersPicker
          key={String(signedIn)}
          signedIn={signedIn}
          settings={settings}
          actions={actions}
        />
      );
    case "sites":
      return (
        <>
          <ul class="stack">
            {sites.map((site) => (
              <li key={site.pattern} class="row apart">
                {hostOfPattern(site.pattern)}
                <SiteStatus site={site} />
              </li>
            ))}
          </ul>
          <AddSite present={sites} locked={locked("sites")} onAdd={actions.addSite} />
        </>
      );
    case "try":
      return (
        <TryNumber
          country={settings.values.defaultCountry}
          policy={settings.values}
          signedIn={signedIn}
          check={actions.check}
        />
      );
  }
}

function SignIn({ onConnect }: { onConnect: () => Promise<void> }) {
  const { t } = useTexts();
  const connect = useAction(onConnect);
  return (
    <>
      {connect.failure ? <FailureBanner failure={connect.failure} /> : null}
      <div class="row">
        <Button kind="primary" icon={LogIn} busy={connect.busy} onPress={connect.run}>
          {t("sign_in")}
        </Button>
      </div>
    </>
  );
}
