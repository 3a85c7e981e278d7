import type { AppState } from "../../lib/messages/protocol.ts";
import { type Health, healthOf, onDemandOf } from "../../lib/ui/health.ts";
import { useTexts } from "../texts.tsx";
import "./sync-line.css";

const GOOD: ReadonlySet<Health["kind"]> = new Set(["fresh", "syncing", "on-demand"]);

/** Who is signed in and how old the data is, in one line. */
export function SyncLine({ state, now }: { state: AppState; now: number }) {
  const { t, count, ago, dateTime } = useTexts();
  const { session, sync } = state;
  const health = healthOf(state, now).kind;
  const who =
    session.status === "signed-out"
      ? t("signed_out")
      : session.user
        ? t("signed_in_as", session.user.name)
        : t("signed_in");
  const tone = GOOD.has(health) ? "good" : "bad";
  return (
    <p class="sync-line small">
      <span class={`dot ${tone}`} aria-hidden="true" />
      <span>{who}</span>
      {session.status === "signed-in" ? (
        <span class="muted">
          {onDemandOf(state) ? (
            t("on_demand_line")
          ) : health === "syncing" ? (
            count("syncing_count", sync.recordsRead)
          ) : sync.lastSuccess === null ? (
            t("never_synced")
          ) : (
            <time
              dateTime={new Date(sync.lastSuccess).toISOString()}
              title={dateTime(sync.lastSuccess)}
            >
              {t("synced_ago", ago(sync.lastSuccess, now))}
            </time>
          )}
        </span>
      ) : null}
    </p>
  );
}
