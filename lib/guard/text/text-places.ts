import type { VerdictKind } from "../../consent/verdict.ts";
import type { E164 } from "../../phone/e164.ts";
import type { NumberPlaces } from "../number-places.ts";
import type { ShadowRoots } from "../shadow-roots.ts";
import { keepOutside } from "../subtrees.ts";
import { createPainter } from "./painter.ts";
import { scanTexts, type TextFinding } from "./text-scan.ts";

export interface TextPlacesPorts {
  readonly country: () => string;
  readonly kindOf: (recipient: E164) => VerdictKind | undefined;
  readonly shadowRoots: ShadowRoots;
  readonly pause: () => Promise<void> | null;
}

/** Numbers written in a page's text, painted and never touched. */
export function createTextPlaces(ports: TextPlacesPorts, signal: AbortSignal): NumberPlaces {
  const painter = createPainter(signal);
  let findings: TextFinding[] = [];

  const marked = function* (): Generator<readonly [TextFinding, VerdictKind]> {
    for (const finding of findings) {
      const kind = ports.kindOf(finding.number);
      if (kind) yield [finding, kind];
    }
  };

  return {
    rescan: async (roots) => {
      const kept = keepOutside(findings, roots, ({ startNode }) => startNode);
      for (const root of roots) {
        for (const tree of [root, ...ports.shadowRoots.under(root)]) {
          kept.push(...(await scanTexts(tree, ports.country(), ports.pause)));
        }
      }
      findings = kept;
    },
    numbers: () => findings.map(({ number }) => number),
    find: (wanted) =>
      findings.find(({ number }) => number === wanted)?.startNode.parentElement ?? null,
    show: () => painter.paint(marked()),
  };
}
