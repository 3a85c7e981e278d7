import { Options } from "../../components/options/Options.tsx";
import { statePorts } from "../../lib/browser/own-page.ts";
import { useAppState } from "../../lib/ui/use-app-state.ts";
import { useNow } from "../../lib/ui/use-now.ts";
import { useSettingsActions } from "./use-settings-actions.ts";

/** The settings page, bound to the background and the browser. */
export function OptionsPage() {
  const { state, failure, apply } = useAppState(statePorts);
  const actions = useSettingsActions(state, apply);
  return <Options state={state} failure={failure} now={useNow()} actions={actions} />;
}
