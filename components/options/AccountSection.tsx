import { Copy, LogIn, LogOut } from "lucide-preact";
import { useEffect, useState } from "preact/hooks";
import type { FailureCode } from "../../lib/failure.ts";
import type { SessionState } from "../../lib/messages/protocol.ts";
import { normalizeServerUrl } from "../../lib/settings/server-url.ts";
import { DEFAULT_SETTINGS, type EffectiveSettings } from "../../lib/settings/settings.ts";
import { useAction } from "../../lib/ui/use-action.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { useTexts } from "../texts.tsx";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Field, TextField } from "../ui/Field.tsx";
import type { OptionsActions } from "./actions.ts";
import { Section } from "./Section.tsx";
import { useLocked } from "./use-locked.ts";

export interface AccountSectionProps {
  readonly session: SessionState;
  readonly settings: EffectiveSettings;
  readonly redirectUri: string;
  readonly actions: Pick<OptionsActions, "connect" | "disconnect" | "update" | "copy">;
}

export function AccountSection({ session, settings, redirectUri, actions }: AccountSectionProps) {
  return (
    <Section id="account">
      {session.status === "signed-in" ? (
        <Connected session={session} onDisconnect={actions.disconnect} />
      ) : (
        <ConnectForm settings={settings} actions={actions} />
      )}
      <RedirectUri uri={redirectUri} onCopy={actions.copy} />
    </Section>
  );
}

function Connected({
  session,
  onDisconnect,
}: {
  session: SessionState & { status: "signed-in" };
  onDisconnect: () => Promise<void>;
}) {
  const { t } = useTexts();
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
          {disconnect.failure ? <FailureBanner failure={disconnect.failure} /> : null}
        </Dialog>
      ) : null}
    </div>
  );
}

function ConnectForm({ settings, actions }: Pick<AccountSectionProps, "settings" | "actions">) {
  const { t, failure: sentence } = useTexts();
  const locked = useLocked(settings);
  const { values } = settings;
  const [serverUrl, setServerUrl] = useState(values.serverUrl);
  const [clientId, setClientId] = useState(values.clientId);
  const [wrong, setWrong] = useState<FailureCode | null>(null);
  useEffect(() => setServerUrl(values.serverUrl), [values.serverUrl]);
  useEffect(() => setClientId(values.clientId), [values.clientId]);

  const connect = useAction(async (origin: string) => {
    const patch = {
      ...(origin === values.serverUrl ? {} : { serverUrl: origin }),
      ...(clientId.trim() === values.clientId ? {} : { clientId: clientId.trim() }),
    };
    if (Object.keys(patch).length > 0) await actions.update(patch);
    await actions.connect();
  });

  const submit = (event: Event): void => {
    event.preventDefault();
    const origin = normalizeServerUrl(serverUrl);
    const wrongField =
      origin === null ? "server-url-invalid" : clientId.trim() ? null : "client-id-missing";
    setWrong(wrongField);
    if (origin === null || wrongField) return;
    void connect.run(origin);
  };

  return (
    <form class="stack" onSubmit={submit} noValidate>
      <TextField
        label={t("server_url")}
        hint={t("server_url_hint", DEFAULT_SETTINGS.serverUrl)}
        type="url"
        value={serverUrl}
        onInput={setServerUrl}
        error={wrong === "server-url-invalid" ? sentence(wrong) : undefined}
        locked={locked("serverUrl")}
      />
      <TextField
        label={t("client_id")}
        hint={t("client_id_hint")}
        value={clientId}
        onInput={setClientId}
        error={wrong === "client-id-missing" ? t("client_id_needed") : undefined}
        locked={locked("clientId")}
      />
      {connect.failure ? <FailureBanner failure={connect.failure} /> : null}
      <div class="row">
        <Button type="submit" kind="primary" icon={LogIn} busy={connect.busy}>
          {t("connect")}
        </Button>
      </div>
    </form>
  );
}

function RedirectUri({ uri, onCopy }: { uri: string; onCopy: (text: string) => Promise<void> }) {
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
