import { Copy, LogOut } from "lucide-preact";
import { useState } from "preact/hooks";
import type { SessionState } from "../../lib/messages/protocol.ts";
import type { EffectiveSettings } from "../../lib/settings/settings.ts";
import { useAction } from "../../lib/ui/use-action.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { useTexts } from "../texts.tsx";
import { Banner } from "../ui/Banner.tsx";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Field } from "../ui/Field.tsx";
import type { OptionsActions } from "./actions.ts";
import { ConnectForm } from "./ConnectForm.tsx";
import { Section } from "./Section.tsx";

export interface AccountSectionProps {
  readonly session: SessionState;
  readonly settings: EffectiveSettings;
  readonly redirectUri: string;
  /** Changes that RingCentral has not taken yet. */
  readonly waitingChanges: number;
  readonly actions: Pick<OptionsActions, "connect" | "disconnect" | "update" | "copy">;
}

export function AccountSection(props: AccountSectionProps) {
  const { session, settings, redirectUri, waitingChanges, actions } = props;
  return (
    <Section id="account">
      {session.status === "signed-in" ? (
        <Connected session={session} waiting={waitingChanges} onDisconnect={actions.disconnect} />
      ) : (
        <ConnectForm settings={settings} actions={actions} />
      )}
      <RedirectUri uri={redirectUri} onCopy={actions.copy} />
    </Section>
  );
}

function Connected({
  session,
  waiting,
  onDisconnect,
}: {
  session: SessionState & { status: "signed-in" };
  waiting: number;
  onDisconnect: () => Promise<void>;
}) {
  const { t, count } = useTexts();
  const [asked, setAsked] = useState(false);
  const disconnect = useAction(onDisconnect);
  const { user, serverUrl } = session;
  return (
    <div class="row apart">
      <p>
        <strong>{user ? user.name : t("signed_in")}</strong>
        {user?.extensionNumber ? (
          <span class="muted"> {t("extension_number", user.extensionNumber)}</span>
        ) : null}
        <br />
        <span class="muted">{serverUrl}</span>
      </p>
      <Button icon={LogOut} onPress={() => setAsked(true)}>
        {t("disconnect")}
      </Button>
      {asked ? (
        <Dialog
          title={t("disconnect_title")}
          onClose={() => setAsked(false)}
          actions={
            <>
              <Button kind="quiet" onPress={() => setAsked(false)}>
                {t("cancel")}
              </Button>
              <Button kind="danger" busy={disconnect.busy} onPress={disconnect.run}>
                {t("disconnect")}
              </Button>
            </>
          }
        >
          <p>{t("disconnect_text")}</p>
          {waiting > 0 ? <Banner tone="info">{count("disconnect_unsent", waiting)}</Banner> : null}
          {disconnect.failure ? <FailureBanner failure={disconnect.failure} /> : null}
        </Dialog>
      ) : null}
    </div>
  );
}

export function RedirectUri({
  uri,
  onCopy,
}: {
  uri: string;
  onCopy: (text: string) => Promise<void>;
}) {
  const { t } = useTexts();
  const [copied, setCopied] = useState(false);
  const copy = useAction(async () => {
    await onCopy(uri);
    setCopied(true);
  });
  return (
    <>
      <Field label={t("redirect_uri")} hint={t("redirect_uri_hint")}>
        {(control) => (
          <span class="copy-row">
            <input {...control} class="control" readOnly value={uri} />
            <Button icon={Copy} busy={copy.busy} onPress={copy.run}>
              {t(copied ? "copied" : "copy")}
            </Button>
          </span>
        )}
      </Field>
      {copy.failure ? <FailureBanner failure={copy.failure} /> : null}
    </>
  );
}
