import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { PopupActions } from "../../components/popup/actions.ts";
import { Popup } from "../../components/popup/Popup.tsx";
import { ask, onPush, openSettings, standsInTab } from "../../lib/browser/own-page.ts";
import { requestOrigins } from "../../lib/browser/permissions.ts";
import { activeTab } from "../../lib/browser/tabs.ts";
import { Failure } from "../../lib/failure.ts";
import type { AppState, PageStatus } from "../../lib/messages/protocol.ts";
import type { Settings } from "../../lib/settings/settings.ts";
import { useAppState } from "../../lib/ui/use-app-state.ts";
import { useNow } from "../../lib/ui/use-now.ts";

/** The popup, bound to the background and the browser. */
export function PopupPage({ initialNumber }: { initialNumber: string }) {
  const { state, failure, apply } = useAppState({ ask, onPush });
  const page = usePage(state);
  const settings = useRef<Settings | null>(null);
  settings.current = state?.settings.values ?? null;

  const actions = useMemo((): PopupActions => {
    const grant = async (patterns: readonly string[], saved: Promise<unknown>): Promise<void> => {
      // The browser asks only during the click, and Firefox closes the popup over its question:
      // what must be saved is under way before it.
      const [granted] = await Promise.all([requestOrigins(patterns), saved]);
      apply(await ask("sites/granted", {}));
      if (!granted) throw new Failure("site-permission-missing");
    };
    const listed = (list: "sites" | "pausedSites"): readonly string[] =>
      settings.current?.[list] ?? [];
    return {
      connect: async () => apply(await ask("session/connect", {})),
      sync: async () => apply(await ask("sync/run", {})),
      openSettings: () => void openSettings().then(() => window.close()),
      guardSite: (pattern) =>
        grant([pattern], ask("settings/update", { sites: [...listed("sites"), pattern] })),
      grantSites: (patterns) => grant(patterns, Promise.resolve()),
      pauseSite: async (pattern, paused) => {
        const others = listed("pausedSites").filter((other) => other !== pattern);
        const pausedSites = paused ? [...others, pattern] : others;
        apply(await ask("settings/update", { pausedSites }));
      },
      check: (recipient, live) => ask("consent/check", { recipient, live }),
      change: (request) => ask("consent/change", request),
    };
  }, [apply]);

  return (
    <Popup
      state={state}
      failure={failure}
      {...(page === undefined ? {} : { page })}
      initialNumber={initialNumber}
      now={useNow()}
      actions={actions}
    />
  );
}

/** The page behind the popup, asked again whenever the state changes; undefined in a tab of our own. */
function usePage(state: AppState | null): PageStatus | null | undefined {
  const [page, setPage] = useState<PageStatus | null | undefined>(undefined);
  const [inTab, setInTab] = useState<boolean | null>(null);

  useEffect(() => {
    void standsInTab().then((tab) => {
      document.documentElement.dataset.surface = tab ? "tab" : "popup";
      setInTab(tab);
    });
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new state may mean a new page status
  useEffect(() => {
    if (inTab !== false) return undefined;
    let current = true;
    void activeTab().then(async (tab) => {
      if (!tab) return;
      const status = await ask("page/status", { tabId: tab.id });
      if (current) setPage(status);
    });
    return () => {
      current = false;
    };
  }, [inTab, state]);

  return page;
}
