import { RefreshCw } from "lucide-preact";
import type { AppState } from "../../lib/messages/protocol.ts";
import { onDemandOf } from "../../lib/ui/health.ts";
import { useAction } from "../../lib/ui/use-action.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { useTexts } from "../texts.tsx";
import { Button } from "../ui/Button.tsx";
import { NumberField } from "../ui/NumberField.tsx";
import { Progress } from "../ui/Progress.tsx";
import { Select } from "../ui/Select.tsx";
import { Switch } from "../ui/Switch.tsx";
import type { OptionsActions } from "./actions.ts";
import { Section } from "./Section.tsx";
import { useLocked } from "./use-locked.ts";

export interface DataSectionProps {
  readonly state: AppState;
  readonly now: number;
  readonly actions: Pick<OptionsActions, "sync" | "update" | "notifyRefused">;
}

/** How old the opt-out list is, how often it is loaded, what went wrong. */
export function DataSection({ state, now, actions }: DataSectionProps) {
  const { t, count, number, ago, dateTime, failure: sentence } = useTexts();
  const sync = useAction(actions.sync);
  const save = useAction(actions.update);
  const notify = useAction(actions.notifyRefused);
  const locked = useLocked(state.settings);
  const { values } = state.settings;
  const { phase, lastSuccess, optOuts, malformed, recordsRead, failures } = state.sync;
  const { differences, missed } = state.sync;
  const onDemand = onDemandOf(state);
  const loading = phase === "loading";
  return (
    <Section id="data">
      <dl class="facts">
        {onDemand ? (
          <div>
            <dt>{t("fact_mode")}</dt>
            <dd>{t("on_demand_line")}</dd>
          </div>
        ) : (
          <div>
            <dt>{t("fact_opt_outs")}</dt>
            <dd>{number(optOuts)}</dd>
          </div>
        )}
        <div>
          <dt>{t("fact_last_sync")}</dt>
          <dd>{lastSuccess === null ? t("fact_never") : ago(lastSuccess, now)}</dd>
        </div>
        {malformed > 0 ? (
          <div>
            <dt>{t("fact_malformed")}</dt>
            <dd>{number(malformed)}</dd>
          </div>
        ) : null}
        {differences ? (
          <div>
            <dt>{t("fact_differences")}</dt>
            <dd>
              {t(
                "fact_differences_value",
                number(differences.appeared),
                number(differences.lifted),
                number(differences.missing),
              )}
            </dd>
          </div>
        ) : null}
        {missed > 0 ? (
          <div>
            <dt>{t("fact_missed")}</dt>
            <dd>
              {number(missed)}
              <p class="muted small">{t("fact_missed_hint")}</p>
            </dd>
          </div>
        ) : null}
      </dl>
      <div class="row">
        <Button
          icon={RefreshCw}
          busy={sync.busy || loading}
          disabled={state.session.status === "signed-out"}
          onPress={sync.run}
        >
          {t("sync_now")}
        </Button>
        {loading ? <span role="status">{count("records_read", recordsRead)}</span> : null}
      </div>
      {loading ? <Progress label={t("sync_progress")} /> : null}
      {sync.failure ? <FailureBanner failure={sync.failure} /> : null}
      {save.failure ? <FailureBanner failure={save.failure} /> : null}
      <Select
        label={t("mode")}
        hint={t("mode_hint")}
        value={values.mode}
        choices={[
          { value: "cache", label: t("mode_cache") },
          { value: "on-demand", label: t("mode_on_demand") },
        ]}
        locked={locked("mode")}
        onChange={(mode) => save.run({ mode })}
      />
      <NumberField
        label={t("sync_minutes")}
        hint={t("sync_minutes_hint")}
        unit={t("minutes")}
        value={values.syncMinutes}
        min={1}
        max={1440}
        locked={locked("syncMinutes")}
        onCommit={(syncMinutes) => save.run({ syncMinutes })}
      />
      <NumberField
        label={t("fresh_minutes")}
        hint={t("fresh_minutes_hint")}
        unit={t("minutes")}
        value={values.freshMinutes}
        min={5}
        max={10080}
        locked={locked("freshMinutes")}
        onCommit={(freshMinutes) => save.run({ freshMinutes })}
      />
      <Switch
        label={t("notify_refused")}
        hint={locked("notifyRefused") ?? t("notify_refused_hint")}
        checked={values.notifyRefused}
        disabled={locked("notifyRefused") !== undefined || notify.busy}
        onChange={notify.run}
      />
      {notify.failure ? <FailureBanner failure={notify.failure} /> : null}
      <div class="stack">
        <h3>{t("last_errors")}</h3>
        {failures.length === 0 ? <p class="muted">{t("last_errors_none")}</p> : null}
        <ol class="errors">
          {failures.map((failure) => (
            <li key={failure.at}>
              <time class="muted small" dateTime={new Date(failure.at).toISOString()}>
                {dateTime(failure.at)}
              </time>
              <span>{sentence(failure.code)}</span>
              {failure.detail ? <code class="muted small">{failure.detail}</code> : null}
            </li>
          ))}
        </ol>
      </div>
    </Section>
  );
}
