import type { VerdictKind } from "../consent/verdict.ts";
import type { Ask } from "../messages/page-client.ts";
import type { PageReport } from "../messages/protocol.ts";
import type { E164 } from "../phone/e164.ts";

export interface ReporterPorts {
  readonly ask: Ask;
  readonly numbers: () => Iterable<E164>;
  readonly kindOf: (recipient: E164) => VerdictKind | undefined;
  readonly routes: () => Pick<PageReport, "routes" | "blockedRoutes" | "lags">;
}

/** Counting waits so long for more to count, */
const SETTLE_MS = 150;
/** and on a page of very many numbers so many times as long as it takes. */
const REST = 50;

/** Tells the background what this frame shows, when that has changed. */
export function createReporter(ports: ReporterPorts, signal: AbortSignal) {
  let told = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  let rest = SETTLE_MS;

  const count = (): PageReport => {
    const all = new Set(ports.numbers());
    const counts: Record<VerdictKind, number> = {
      "opted-out": 0,
      "partly-opted-out": 0,
      "opt-in-missing": 0,
      unverified: 0,
      clear: 0,
    };
    for (const number of all) {
      const kind = ports.kindOf(number);
      if (kind) counts[kind]++;
    }
    return {
      numbers: all.size,
      optedOut: counts["opted-out"],
      partlyOptedOut: counts["partly-opted-out"],
      optInMissing: counts["opt-in-missing"],
      unverified: counts.unverified,
      ...ports.routes(),
    };
  };

  const tell = (): void => {
    timer = undefined;
    const started = performance.now();
    const report = count();
    rest = Math.max(SETTLE_MS, REST * (performance.now() - started));
    const text = JSON.stringify(report);
    if (text === told) return;
    told = text;
    void ports.ask("guard/report", report);
  };

  signal.addEventListener("abort", () => clearTimeout(timer));
  return {
    /** The next report is sent even if it says the same. */
    reset: (): void => {
      told = "";
    },
    report: (): void => {
      if (!signal.aborted) timer ??= setTimeout(tell, rest);
    },
  };
}
