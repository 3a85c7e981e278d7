import { useEffect, useMemo, useState } from "preact/hooks";
import type { WelcomeActions } from "../../components/welcome/actions.ts";
import { STEP_IDS, type StepId } from "../../components/welcome/steps.ts";
import { Welcome } from "../../components/welcome/Welcome.tsx";
import { isPinned } from "../../lib/browser/action.ts";
import { ask, openSettings, statePorts } from "../../lib/browser/own-page.ts";
import { passedSteps, passStep } from "../../lib/browser/welcome-memory.ts";
import type { AppState } from "../../lib/messages/protocol.ts";
import { useAppState } from "../../lib/ui/use-app-state.ts";
import { useNow } from "../../lib/ui/use-now.ts";
import { useSettingsActions } from "../options/use-settings-actions.ts";

const isStep = (step: string): step is StepId => (STEP_IDS as readonly string[]).includes(step);

/** The first-run page, bound to the background and the browser. */
export function WelcomePage({ last }: { readonly last: AppState | null }) {
  const { state, failure, apply } = useAppState(statePorts, last);
  const [passed, setPassed] = useState<readonly StepId[]>([]);
  const settings = useSettingsActions(state, apply);

  const take = (steps: readonly string[]): void => setPassed(steps.filter(isStep));
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once
  useEffect(() => void passedSteps().then(take), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `take` only sets state
  const actions = useMemo(
    (): WelcomeActions => ({
      ...settings,
      check: (recipient, live) => ask("consent/check", { recipient, live }),
      pass: (step) => void passStep(step).then(take),
      isPinned,
      openSettings: () => void openSettings(),
    }),
    [settings],
  );

  return (
    <Welcome state={state} failure={failure} passed={passed} now={useNow()} actions={actions} />
  );
}
