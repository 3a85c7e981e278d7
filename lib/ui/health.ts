import type { FailureInfo } from "../failure.ts";
import type { AppState } from "../messages/protocol.ts";

/** How well Consent Guard can do its job now; the worst that holds. */
export type Health =
  | { readonly kind: "not-set-up" }
  | { readonly kind: "signed-out"; readonly failure?: FailureInfo }
  | { readonly kind: "first-load"; readonly recordsRead: number }
  | { readonly kind: "waiting"; readonly retryAt: number | null; readonly stale: boolean }
  | { readonly kind: "failing"; readonly failure: FailureInfo; readonly stale: boolean }
  | { readonly kind: "stale" }
  | { readonly kind: "syncing"; readonly recordsRead: number }
  | { readonly kind: "fresh" };

export function healthOf({ session, settings, sync }: AppState, now: number): Health {
  const { clientId, freshMinutes } = settings.values;
  const { lastSuccess, phase, recordsRead } = sync;
  if (session.status === "signed-out") {
    if (clientId === "") return { kind: "not-set-up" };
    const { failure } = session;
    return { kind: "signed-out", ...(failure === undefined ? {} : { failure }) };
  }
  const [latest] = sync.failures;
  if (phase === "loading") {
    return { kind: lastSuccess === null ? "first-load" : "syncing", recordsRead };
  }
  const stale = lastSuccess === null || now - lastSuccess > freshMinutes * 60_000;
  if (phase === "waiting") return { kind: "waiting", retryAt: latest?.retryAt ?? null, stale };
  if (latest && latest.at > (lastSuccess ?? 0)) return { kind: "failing", failure: latest, stale };
  return { kind: stale ? "stale" : "fresh" };
}

/** Sites that are set but that the browser has not allowed yet. */
export const ungrantedSites = ({ sites }: AppState): readonly string[] =>
  sites.flatMap((site) => (site.granted ? [] : site.pattern));
