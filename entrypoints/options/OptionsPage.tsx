import { Options } from "../../components/options/Options.tsx";
import { statePorts } from "../../lib/browser/own-page.ts";
import { extensionVersion } from "../../lib/browser/runtime.ts";
import type { AppState } from "../../lib/messages/protocol.ts";
import { useAppState } from "../../lib/ui/use-app-state.ts";
import { useNow } from "../../lib/ui/use-now.ts";
import { useSettingsActions } from "./use-settings-actions.ts";

/** The settings page, bound to the background and the browser. */
export function OptionsPage({ last }: { readonly last: AppState | null }) {
  const { state, failure, apply } = useAppState(statePorts, last);
  const actions = useSettingsActions(state, apply);
  return (
    <Options
      state={state}
      failure={failure}
      now={useNow()}
      version={extensionVersion()}
      actions={actions}
    />
  );
}
