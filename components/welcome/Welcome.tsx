import { Check } from "lucide-preact";
import { useRef, useState } from "preact/hooks";
import type { FailureInfo } from "../../lib/failure.ts";
import type { AppState } from "../../lib/messages/protocol.ts";
import { ungrantedSites } from "../../lib/ui/health.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { HealthBanner } from "../health/HealthBanner.tsx";
import { PolicySitesBanner } from "../sites/PolicySitesBanner.tsx";
import { useTexts } from "../texts.tsx";
import { Button } from "../ui/Button.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import type { WelcomeActions } from "./actions.ts";
import { PinHint } from "./PinHint.tsx";
import { StepBody } from "./StepBody.tsx";
import { type Step, type StepId, stepsOf } from "./steps.ts";
import "./welcome.css";

export interface WelcomeProps {
  readonly state: AppState | null;
  readonly failure: FailureInfo | null;
  /** Steps that were done or skipped before. */
  readonly passed: readonly StepId[];
  readonly now: number;
  readonly actions: WelcomeActions;
}

/** From nothing to guarded, in at most four steps. */
export function Welcome({ state, failure, passed, now, actions }: WelcomeProps) {
  const { t } = useTexts();
  return (
    <main class="welcome stack">
      <header>
        <img src="/icon/icon.svg" alt="" width="48" height="48" />
        <h1>{t("welcome_title")}</h1>
        <p class="muted">{t("welcome_text")}</p>
      </header>
      {failure ? <FailureBanner failure={failure} /> : null}
      {state ? (
        <Steps state={state} passed={passed} now={now} actions={actions} />
      ) : failure ? null : (
        <Skeleton />
      )}
    </main>
  );
}

type StepsProps = Pick<WelcomeProps, "passed" | "now" | "actions"> & { readonly state: AppState };

function Steps({ state, passed, now, actions }: StepsProps) {
  const { t } = useTexts();
  const [chosen, setChosen] = useState<StepId | null>(null);
  const steps = stepsOf(state, passed);
  const next = steps.find((step) => !step.done)?.id ?? null;
  const open = chosen ?? next;
  /** Steps that were open once keep what was typed in them. */
  const seen = useRef(new Set<StepId>()).current;
  if (open) seen.add(open);
  const go = (step: StepId): void => {
    actions.pass(step);
    setChosen(null);
  };
  return (
    <>
      <PolicySitesBanner
        patterns={state.sites.some((site) => site.fromPolicy) ? ungrantedSites(state) : []}
        onGrant={actions.grantSites}
      />
      {state.session.status === "signed-in" ? (
        <HealthBanner state={state} now={now} onConnect={actions.connect} onSync={actions.sync} />
      ) : null}
      <ol class="steps">
        {steps.map((step, index) => (
          <li key={step.id} class={step.done ? "done" : ""}>
            <StepHead
              step={step}
              place={index + 1}
              isOpen={open === step.id}
              onOpen={() => setChosen(step.id)}
            />
            {open === step.id || seen.has(step.id) ? (
              <div class="step-body stack" hidden={open !== step.id}>
                <p class="muted">{t(step.text)}</p>
                <StepBody id={step.id} state={state} now={now} actions={actions} />
                {step.id === "connect" ? null : (
                  <div class="row">
                    <Button kind={step.done ? "primary" : "secondary"} onPress={() => go(step.id)}>
                      {t(
                        step.id === "try"
                          ? "welcome_finish"
                          : step.done
                            ? "welcome_continue"
                            : "welcome_skip",
                      )}
                    </Button>
                  </div>
                )}
              </div>
            ) : null}
          </li>
        ))}
      </ol>
      {next === null ? (
        <section class="welcome-end stack" aria-labelledby="welcome-end">
          <h2 id="welcome-end">{t("welcome_done")}</h2>
          <p>{t("welcome_done_text")}</p>
          <PinHint isPinned={actions.isPinned} />
          <div class="row">
            <Button kind="primary" onPress={actions.openSettings}>
              {t("open_settings")}
            </Button>
          </div>
        </section>
      ) : null}
    </>
  );
}

interface StepHeadProps {
  readonly step: Step;
  readonly place: number;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

function StepHead({ step, place, isOpen, onOpen }: StepHeadProps) {
  const { t, number } = useTexts();
  return (
    <h2>
      <button
        type="button"
        class="step-head"
        aria-expanded={isOpen}
        {...(isOpen ? { "aria-current": "step" as const } : {})}
        onClick={onOpen}
      >
        <span class="step-mark" aria-hidden="true">
          {step.done ? <Check /> : number(place)}
        </span>
        {t(step.title)}
        {step.done ? <span class="visually-hidden">{t("welcome_step_done")}</span> : null}
      </button>
    </h2>
  );
}
