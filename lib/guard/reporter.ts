import type { VerdictKind } from "../consent/verdict.ts";
import type { Ask } from "../messages/page-client.ts";
import type { PageReport } from "../messages/protocol.ts";
import type { E164 } from "../phone/e164.ts";

export interface ReporterPorts {
  readonly ask: Ask;
  readonly numbers: () => Iterable<E164>;
  readonly kindOf: (recipient: E164) => VerdictKind | undefined;
  readonly routes: () => Pick<PageReport, "routes" | "blockedRoutes">;
}

/** Tells the background what this frame shows, when that has changed. */
export function createReporter({ ask, numbers, kindOf, routes }: ReporterPorts) {
  let told = "";
  return {
    /** The next report is sent even if it says the same. */
    reset: (): void => {
      told = "";
    },
    report: (): void => {
      const all = new Set(numbers());
      const counts = { "opted-out": 0, "partly-opted-out": 0, unverified: 0, clear: 0 };
      for (const number of all) {
        const kind = kindOf(number);
        if (kind) counts[kind]++;
      }
      const now: PageReport = {
        numbers: all.size,
        optedOut: counts["opted-out"],
        partlyOptedOut: counts["partly-opted-out"],
        unverified: counts.unverified,
        ...routes(),
      };
      const text = JSON.stringify(now);
      if (text === told) return;
      told = text;
      void ask("guard/report", now);
    },
  };
}
