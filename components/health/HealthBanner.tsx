import { LogIn, RefreshCw, Rocket } from "lucide-preact";
import type { AppState } from "../../lib/messages/protocol.ts";
import { healthOf } from "../../lib/ui/health.ts";
import { useAction } from "../../lib/ui/use-action.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { useTexts } from "../texts.tsx";
import { Banner } from "../ui/Banner.tsx";
import { Button } from "../ui/Button.tsx";
import { Progress } from "../ui/Progress.tsx";

export interface HealthBannerProps {
  readonly state: AppState;
  readonly now: number;
  readonly onConnect: () => Promise<void>;
  readonly onSync: () => Promise<void>;
  /** Opens the first-run page; absent where there is no need to. */
  readonly onSetUp?: () => void;
}

/** Whatever keeps Consent Guard from knowing, and the way out of it. Nothing when all is well. */
export function HealthBanner({ state, now, onConnect, onSync, onSetUp }: HealthBannerProps) {
  const { t, count, failure: sentence, until } = useTexts();
  const connect = useAction(onConnect);
  const sync = useAction(onSync);
  const health = healthOf(state, now);
  const lastLoad = (stale: boolean): string =>
    stale ? t("health_stale_effect") : t("health_known_stay");

  const signIn = (
    <Button kind="primary" size="s" icon={LogIn} busy={connect.busy} onPress={connect.run}>
      {t("sign_in")}
    </Button>
  );
  const syncNow = (
    <Button size="s" icon={RefreshCw} busy={sync.busy} onPress={sync.run}>
      {t("sync_now")}
    </Button>
  );

  if (connect.failure) return <FailureBanner failure={connect.failure} actions={signIn} />;
  if (sync.failure) return <FailureBanner failure={sync.failure} actions={syncNow} />;
  switch (health.kind) {
    case "not-set-up":
      return (
        <Banner
          tone="info"
          title={t("health_not_set_up")}
          actions={
            onSetUp ? (
              <Button kind="primary" size="s" icon={Rocket} onPress={onSetUp}>
                {t("set_up")}
              </Button>
            ) : null
          }
        >
          {t("health_not_set_up_text")}
        </Banner>
      );
    case "signed-out":
      return (
        <Banner tone="warning" title={t("health_signed_out")} actions={signIn}>
          {health.failure ? sentence(health.failure.code) : t("health_signed_out_text")}
        </Banner>
      );
    case "first-load":
      return (
        <Banner tone="waiting" title={t("health_first_load")}>
          <p>
            {health.recordsRead === 0
              ? t("health_first_load_start")
              : count("records_read", health.recordsRead)}
          </p>
          <Progress label={t("health_first_load")} />
        </Banner>
      );
    case "waiting":
      return (
        <Banner tone="waiting" title={t("health_waiting")}>
          {sentence("rate-limited")}{" "}
          {health.retryAt === null ? null : `${t("retry_at", until(health.retryAt, now))} `}
          {lastLoad(health.stale)}
        </Banner>
      );
    case "failing":
      return (
        <Banner
          tone={health.stale ? "error" : "warning"}
          title={t(health.failure.code === "offline" ? "health_offline" : "health_failing")}
          actions={syncNow}
        >
          {sentence(health.failure.code)} {lastLoad(health.stale)}
        </Banner>
      );
    case "damaged":
      return (
        <Banner tone="warning" title={t("health_damaged")} actions={syncNow}>
          {t("health_damaged_text")}
        </Banner>
      );
    case "unproven":
      return (
        <Banner tone="waiting" title={t("health_unproven")} actions={syncNow}>
          {t("health_unproven_text")}
        </Banner>
      );
    case "stale":
      return (
        <Banner tone="warning" title={t("health_stale")} actions={syncNow}>
          {t("health_stale_effect")}
        </Banner>
      );
    case "on-demand":
      return (
        <Banner tone="info" title={t("health_on_demand")}>
          {t(health.why === "chosen" ? "health_on_demand_chosen" : "health_on_demand_refused")}
        </Banner>
      );
    default:
      return null;
  }
}
