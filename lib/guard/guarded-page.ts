import type { VerdictKind } from "../consent/verdict.ts";
import type { GuardConfig, PageReport } from "../messages/protocol.ts";
import type { E164 } from "../phone/e164.ts";
import { createCard } from "./card/card.ts";
import { createDirtyNodes } from "./dirty-nodes.ts";
import { createGuardedAttributes } from "./guarded-attributes.ts";
import { type Findings, scanPage, type TextFinding } from "./page-scan.ts";
import { createPainter } from "./painter.ts";
import type { GuardPorts } from "./ports.ts";
import { createRouteBlocker } from "./routes/route-blocker.ts";
import { createSheets } from "./sheets.ts";
import { createSlices } from "./slices.ts";
import { createVerdictStore } from "./verdict-store.ts";

const INPUT_CHECK_MS = 1000;
const WORST: readonly VerdictKind[] = ["clear", "unverified", "partly-opted-out", "opted-out"];

export interface GuardedPage {
  configure(config: GuardConfig): void;
  refresh(recipients: readonly E164[] | null): void;
}

/** Guards one document until the signal ends it; then nothing of ours is left. */
export function guardPage(
  window: Window & typeof globalThis,
  ports: GuardPorts,
  initial: GuardConfig,
  signal: AbortSignal,
): GuardedPage {
  const { document } = window;
  let config = initial;
  let findings: Findings = { texts: [], routes: [], inputs: [], calls: [] };
  let reported = "";
  const pause = createSlices(() => performance.now());

  const verdicts = createVerdictStore(ports.ask, () => show(), signal);
  const card = createCard(document, ports, signal);
  const attributes = createGuardedAttributes(signal);
  const painter = createPainter(signal);
  const sheets = createSheets(document, signal);
  const blocker = createRouteBlocker(
    window,
    {
      policy: () => config,
      verdicts,
      explain: card.show,
      attempted: (recipients, result) => void ports.ask("guard/attempt", { recipients, result }),
    },
    signal,
  );
  const watched = new WeakSet<ShadowRoot>();
  const dirty = createDirtyNodes((roots) => rescan(roots), signal);

  const kindOf = (recipient: E164): VerdictKind | undefined => verdicts.get(recipient)?.kind;

  const marksOfText = function* (): Generator<readonly [TextFinding, VerdictKind]> {
    for (const finding of findings.texts) {
      const kind = kindOf(finding.number);
      if (kind) yield [finding, kind];
    }
  };

  const marksOfElements = (): Map<Element, VerdictKind> => {
    const marks = new Map<Element, VerdictKind>();
    for (const { element, recipients, unreadable } of findings.routes) {
      const kinds = recipients.flatMap((recipient) => kindOf(recipient) ?? []);
      if (unreadable) kinds.push("unverified");
      const worst = WORST.findLast((kind) => kinds.includes(kind));
      if (worst && worst !== "clear") marks.set(element, worst);
    }
    for (const { input, number } of findings.inputs) {
      const kind = kindOf(number);
      const root = input.getRootNode() as Document | ShadowRoot;
      // Never while it is being typed into.
      if (kind && kind !== "clear" && root.activeElement !== input) marks.set(input, kind);
    }
    return marks;
  };

  const show = (): void => {
    painter.paint(marksOfText());
    attributes.apply(marksOfElements());
    report();
  };

  const report = (): void => {
    const numbers = new Set([
      ...findings.texts.map(({ number }) => number),
      ...findings.inputs.map(({ number }) => number),
      ...findings.routes.flatMap(({ recipients }) => recipients),
      ...findings.calls,
    ]);
    const kinds = [...numbers].map(kindOf);
    const count = (kind: VerdictKind): number => kinds.filter((item) => item === kind).length;
    const now: PageReport = {
      numbers: numbers.size,
      optedOut: count("opted-out"),
      partlyOptedOut: count("partly-opted-out"),
      unverified: count("unverified"),
      routes: findings.routes.length,
      blockedRoutes: findings.routes.filter(({ recipients, unreadable }) =>
        blocker.wouldBlock(recipients, unreadable),
      ).length,
    };
    const text = JSON.stringify(now);
    if (text === reported) return;
    reported = text;
    void ports.ask("guard/report", now);
  };

  const onShadow = (root: ShadowRoot): void => {
    if (watched.has(root)) return;
    watched.add(root);
    sheets.add(root);
    blocker.listenIn(root);
    dirty.watch(root);
  };

  /** Across shadow roots too, which `contains` does not see into. */
  const isWithin = (node: Node, roots: ReadonlySet<Node>): boolean => {
    for (let up: Node | null = node; up; up = up.parentNode ?? (up as ShadowRoot).host ?? null) {
      if (roots.has(up)) return true;
    }
    return false;
  };

  const rescan = async (roots: readonly Element[]): Promise<void> => {
    if (signal.aborted) return;
    const set = new Set<Node>(roots);
    const stays = (node: Node): boolean => node.isConnected && !isWithin(node, set);
    const kept: Findings = {
      texts: findings.texts.filter(({ startNode, endNode }) => stays(startNode) && stays(endNode)),
      routes: findings.routes.filter(({ element }) => stays(element)),
      inputs: findings.inputs.filter(({ input }) => stays(input)),
      calls: roots.includes(document.documentElement) ? [] : findings.calls,
    };
    for (const root of roots) {
      const { defaultCountry: country } = config;
      const found = await scanPage(root, { country, shadowOf: ports.shadowOf, onShadow, pause });
      kept.texts.push(...found.texts);
      kept.routes.push(...found.routes);
      kept.inputs.push(...found.inputs);
      kept.calls.push(...found.calls);
    }
    if (signal.aborted) return;
    findings = { ...kept, calls: [...new Set(kept.calls)] };
    verdicts.need([
      ...findings.texts.map(({ number }) => number),
      ...findings.routes.flatMap(({ recipients }) => recipients),
      ...findings.inputs.map(({ number }) => number),
      ...findings.calls,
    ]);
    show();
  };

  /** Scripts set values without any event. */
  const values = new WeakMap<HTMLInputElement, string>();
  const checkInputs = (): void => {
    if (document.visibilityState === "hidden") return;
    for (const input of document.querySelectorAll("input")) {
      if (values.get(input) === input.value || document.activeElement === input) continue;
      values.set(input, input.value);
      dirty.add(input);
    }
  };

  const scanAll = (): void => dirty.add(document.documentElement);
  dirty.watch(document);
  for (const type of ["focusin", "focusout", "change"]) {
    document.addEventListener(type, (event) => dirty.add(event.target as Element), { signal });
  }
  for (const type of ["DOMContentLoaded", "pageshow"]) {
    window.addEventListener(type, scanAll, { signal });
  }
  const timer = setInterval(checkInputs, INPUT_CHECK_MS);
  signal.addEventListener("abort", () => clearInterval(timer));
  scanAll();

  return {
    configure: (next) => {
      const rescanAll = next.defaultCountry !== config.defaultCountry;
      config = next;
      reported = "";
      if (rescanAll) scanAll();
      else show();
    },
    refresh: verdicts.refresh,
  };
}
