import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { PopupActions } from "../../components/popup/actions.ts";
import { Popup } from "../../components/popup/Popup.tsx";
import { ask, openSettings, statePorts } from "../../lib/browser/own-page.ts";
import { requestOrigins } from "../../lib/browser/permissions.ts";
import { pageUrl } from "../../lib/browser/runtime.ts";
import { rememberSender } from "../../lib/browser/sender-memory.ts";
import { rememberDraft, rememberNumber } from "../../lib/browser/session-memory.ts";
import { showOwnWindow } from "../../lib/browser/surface.ts";
import { bringForward, openTab } from "../../lib/browser/tabs.ts";
import { Failure } from "../../lib/failure.ts";
import type { AppState } from "../../lib/messages/protocol.ts";
import type { E164 } from "../../lib/phone/e164.ts";
import type { Settings } from "../../lib/settings/settings.ts";
import type { Draft } from "../../lib/ui/draft.ts";
import { useAppState } from "../../lib/ui/use-app-state.ts";
import { useNow } from "../../lib/ui/use-now.ts";
import { useBehindPage } from "./use-behind-page.ts";

export interface PopupPageProps {
  readonly last: AppState | null;
  readonly recent: readonly E164[];
  /** The business number that the person texts from. */
  readonly sender: E164 | null;
  readonly initialNumber: string;
  /** What was left in the popup; undefined: this one keeps nothing. */
  readonly draft: Draft | null | undefined;
  /** The tab that the popup is about, when it stands in a tab of its own. */
  readonly tabId: number | null;
}

/** What is done elsewhere goes on there; a window of its own stays. */
const leave = (): void => {
  if (document.documentElement.dataset.surface !== "window") window.close();
};

/** The popup, bound to the background and the browser. */
export function PopupPage({ initialNumber, draft, tabId, last, ...remembered }: PopupPageProps) {
  const { state, failure, apply } = useAppState(statePorts, last);
  const [recent, setRecent] = useState(remembered.recent);
  const [sender, setSender] = useState(remembered.sender);
  const behind = useBehindPage(tabId, state);
  const settings = useRef<Settings | null>(null);
  settings.current = state?.settings.values ?? null;
  const tab = useRef<number | null>(null);
  tab.current = behind.tabId;
  const kept = useRef<Draft | null>(null);
  const keeps = draft !== undefined;

  // The draft's time runs from when the popup is closed.
  useEffect(() => {
    const keepDraft = (): void => {
      if (kept.current) void rememberDraft(kept.current, Date.now());
    };
    window.addEventListener("pagehide", keepDraft);
    return () => window.removeEventListener("pagehide", keepDraft);
  }, []);

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
      setUp: () => void openTab(pageUrl("welcome.html")).then(leave),
      openLists: () => void openTab(pageUrl("lists.html")).then(leave),
      openSettings: () => void openSettings().then(leave),
      popOut: async (number) => {
        const query = new URLSearchParams(number ? { number } : {});
        if (tab.current !== null) query.set("tab", String(tab.current));
        await showOwnWindow(pageUrl("popup.html"), `?${query}`);
        window.close();
      },
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
      retryChange: async (id) => {
        await ask("changes/retry", { id });
        apply(await ask("state/get", {}));
      },
      dropChange: async (id) => apply(await ask("changes/drop", { id })),
      history: (recipient) => ask("consent/history", { recipient }),
      reveal: async (recipient) => {
        if (tab.current === null) return;
        const { found } = await ask("page/reveal", { tabId: tab.current, recipient });
        if (!found) throw new Failure("number-gone");
      },
      teach: async () => {
        if (tab.current === null) return;
        await ask("teach/start", { tabId: tab.current });
        if (document.documentElement.dataset.surface === "window") await bringForward(tab.current);
        leave();
      },
      chooseSender: (from) => {
        setSender(from);
        void rememberSender(from);
      },
      copy: (text) => navigator.clipboard.writeText(text),
      keep: (next) => {
        if (!keeps) return;
        kept.current = next;
        void rememberDraft(next, Date.now());
      },
      remember: (recipient) => void rememberNumber(recipient).then(setRecent),
    };
  }, [apply, keeps]);

  return (
    <Popup
      state={state}
      failure={failure ?? behind.failure}
      {...(behind.page === undefined ? {} : { page: behind.page })}
      pageNumbers={behind.numbers}
      recent={recent}
      sender={sender}
      initialNumber={initialNumber}
      draft={draft ?? null}
      now={useNow()}
      actions={actions}
    />
  );
}
