import type { VerdictKind } from "../consent/verdict.ts";
import type { GuardConfig } from "../messages/protocol.ts";
import type { E164 } from "../phone/e164.ts";
import { numberReader } from "./number-reader.ts";
import type { GuardPorts } from "./ports.ts";
import type { Refusal } from "./routes/gate.ts";
import { hrefOf } from "./routes/href-of.ts";
import { createRouteBlocker } from "./routes/route-blocker.ts";
import type { ShownPage, StartShowing } from "./stage.ts";
import { createVerdictStore } from "./verdict-store.ts";

export interface GuardedPage {
  configure(config: GuardConfig): void;
  refresh(recipients: readonly E164[] | null): void;
  /** Begins to mark and explain; texts are held without it. */
  show(start: StartShowing): void;
  shown(): ShownPage | null;
}

/** Guards one document until the signal ends it; then nothing of ours is left. */
export function guardPage(
  window: Window & typeof globalThis,
  ports: GuardPorts,
  initial: GuardConfig,
  signal: AbortSignal,
): GuardedPage {
  let config = initial;
  let shown: ShownPage | null = null;
  /** Refused before anything could be shown. */
  let unexplained: Refusal | null = null;

  const verdicts = createVerdictStore(ports.ask, () => shown?.show(), signal);
  const kindOf = (recipient: E164): VerdictKind | undefined => verdicts.get(recipient)?.kind;
  const explain = (refusal: Refusal): void => {
    if (shown) shown.explain(refusal);
    else unexplained = refusal;
  };
  const blocker = createRouteBlocker(
    window,
    {
      policy: () => config,
      verdicts,
      shadowOf: ports.shadowOf,
      textButton: (path, read) => shown?.textButton(path, read) ?? null,
      explain,
      checking: (waiting) => shown?.checking(waiting),
      attempted: (recipients, result) => void ports.ask("guard/attempt", { recipients, result }),
    },
    signal,
  );

  const onShown = ({ persisted }: PageTransitionEvent): void => {
    // Back from the browser's cache of pages: what was known may be old.
    if (persisted) verdicts.refresh(null);
  };
  window.addEventListener("pageshow", onShown, { signal });

  return {
    configure: (next) => {
      const other = next.defaultCountry !== config.defaultCountry;
      config = next;
      shown?.resetReport();
      if (other) shown?.readAll();
      else shown?.show();
    },
    refresh: verdicts.refresh,
    show: (start) => {
      const stage = { window, ports, config: () => config, verdicts, kindOf, blocker };
      shown ??= start({ ...stage, reader: numberReader, hrefOf }, signal);
      if (unexplained) shown.explain(unexplained);
      unexplained = null;
    },
    shown: () => shown,
  };
}
