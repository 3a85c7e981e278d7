import type { FailureInfo } from "../failure.ts";
import type { AppState } from "../messages/protocol.ts";

/** How well Consent Guard can do its job now; the worst that holds. */
export type Health =
  | { readonly kind: "not-set-up" }
  | { readonly kind: "signed-out"; readonly failure?: FailureInfo }
  | { readonly kind: "first-load"; readonly recordsRead: number }
  | { readonly kind: "waiting"; readonly retryAt: number | null; readonly stale: boolean }
  | { readonly kind: "damaged" }
  | { readonly kind: "unproven" }
  | { readonly kind: "failing"; readonly failure: FailureInfo; readonly stale: boolean }
  | { readonly kind: "stale" }
  | { readonly kind: "syncing"; readonly recordsRead: number }
  | { readonly kind: "on-demand"; readonly why: "chosen" | "refused" }
  | { readonly kind: "fresh" };

/** Why each number is asked for; null where the list is kept on this computer. */
export const onDemandOf = ({ settings, sync }: AppState): "chosen" | "refused" | null =>
  settings.values.mode === "on-demand" ? "chosen" : sync.onDemand === "refused" ? "refused" : null;

/** The end of the penalty, or when the failed load said it would go on. */
const retryOf = ({ sync, waitsUntil }: AppState, now: number): number | null =>
  [waitsUntil, sync.failures[0]?.retryAt].find((at) => at != null && at > now) ?? null;

export function healthOf(state: AppState, now: number): Health {
  const { session, settings, sync } = state;
  const { clientId, freshMinutes } = settings.values;
  const { lastSuccess, phase, recordsRead } = sync;
  if (session.status === "signed-out") {
    if (clientId === "") return { kind: "not-set-up" };
    const { failure } = session;
    return { kind: "signed-out", ...(failure === undefined ? {} : { failure }) };
  }
  const [latest] = sync.failures;
  if (phase === "loading" && !sync.damaged && !sync.unproven) {
    return { kind: lastSuccess === null ? "first-load" : "syncing", recordsRead };
  }
  const stale = lastSuccess === null || now - lastSuccess > freshMinutes * 60_000;
  const why = onDemandOf(state);
  const limited = state.waitsUntil !== null && state.waitsUntil > now;
  if (phase === "waiting" || (why && limited)) {
    return { kind: "waiting", retryAt: retryOf(state, now), stale };
  }
  if (latest && latest.at > (lastSuccess ?? 0)) return { kind: "failing", failure: latest, stale };
  if (sync.damaged) return { kind: "damaged" };
  if (sync.unproven) return { kind: "unproven" };
  if (why) return { kind: "on-demand", why };
  return { kind: stale ? "stale" : "fresh" };
}

/** Sites that are set but that the browser has not allowed yet. */
export const ungrantedSites = ({ sites }: AppState): readonly string[] =>
  sites.flatMap((site) => (site.granted ? [] : site.pattern));
