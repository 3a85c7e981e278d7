import type { AppState } from "../../lib/messages/protocol.ts";
import type { TextKey } from "../texts.tsx";

export const STEP_IDS = ["connect", "numbers", "sites", "try"] as const;
export type StepId = (typeof STEP_IDS)[number];

export interface Step {
  readonly id: StepId;
  readonly title: TextKey;
  readonly text: TextKey;
  readonly done: boolean;
}

/** What is left to do, read off the state itself. Under a company's policy only the sign-in is. */
export function stepsOf(state: AppState, passed: readonly StepId[]): readonly Step[] {
  const { settings, sites, session } = state;
  const connected = session.status === "signed-in";
  const isPassed = (id: StepId): boolean => passed.includes(id);
  const steps: readonly Step[] = [
    {
      id: "connect",
      title: "welcome_connect",
      text: settings.locked.includes("clientId") ? "welcome_sign_in_text" : "welcome_connect_text",
      done: connected,
    },
    {
      id: "numbers",
      title: "welcome_numbers",
      text: "welcome_numbers_text",
      done: settings.values.businessNumbers.length > 0 || isPassed("numbers"),
    },
    {
      id: "sites",
      title: "welcome_sites",
      text: "welcome_sites_text",
      done: sites.some(({ granted }) => granted) || isPassed("sites"),
    },
    { id: "try", title: "welcome_try", text: "welcome_try_text", done: isPassed("try") },
  ];
  return settings.locked.includes("clientId") ? steps.slice(0, 1) : steps;
}
