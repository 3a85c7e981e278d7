import { LogIn } from "lucide-preact";
import { useEffect, useState } from "preact/hooks";
import type { FailureCode } from "../../lib/failure.ts";
import { normalizeServerUrl } from "../../lib/settings/server-url.ts";
import { DEFAULT_SETTINGS, type EffectiveSettings } from "../../lib/settings/settings.ts";
import { useAction } from "../../lib/ui/use-action.ts";
import { useUnsaved } from "../../lib/ui/use-unsaved.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { useTexts } from "../texts.tsx";
import { Button } from "../ui/Button.tsx";
import { TextField } from "../ui/Field.tsx";
import type { OptionsActions } from "./actions.ts";
import { useLocked } from "./use-locked.ts";

export interface ConnectFormProps {
  readonly settings: EffectiveSettings;
  readonly actions: Pick<OptionsActions, "connect" | "update">;
}

/** Where RingCentral is and which app asks; then signs in. */
export function ConnectForm({ settings, actions }: ConnectFormProps) {
  const { t, failure: sentence } = useTexts();
  const locked = useLocked(settings);
  const { values } = settings;
  const [serverUrl, setServerUrl] = useState(values.serverUrl);
  const [clientId, setClientId] = useState(values.clientId);
  const [wrong, setWrong] = useState<FailureCode | null>(null);
  useEffect(() => setServerUrl(values.serverUrl), [values.serverUrl]);
  useEffect(() => setClientId(values.clientId), [values.clientId]);

  useUnsaved(serverUrl !== values.serverUrl || clientId !== values.clientId);

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
