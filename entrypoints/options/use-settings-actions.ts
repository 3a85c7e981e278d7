import { useMemo, useRef } from "preact/hooks";
import type { OptionsActions } from "../../components/options/actions.ts";
import { openShortcutSettings, shortcutKeys } from "../../lib/browser/commands.ts";
import { ask } from "../../lib/browser/own-page.ts";
import {
  removeOrigins,
  requestNotifications,
  requestOrigins,
} from "../../lib/browser/permissions.ts";
import { saveFile } from "../../lib/browser/save-file.ts";
import { Failure } from "../../lib/failure.ts";
import type { AppState } from "../../lib/messages/protocol.ts";
import { wearTheme } from "../../lib/ui/theme.ts";
import { unsentRows } from "../../lib/uploads/unsent-rows.ts";

/** The settings' actions, bound to the background and the browser. */
export function useSettingsActions(
  state: AppState | null,
  apply: (state: AppState) => void,
): OptionsActions {
  const sites = useRef<readonly string[]>([]);
  sites.current = state?.settings.values.sites ?? [];

  return useMemo((): OptionsActions => {
    const grant = async (patterns: readonly string[], saved: Promise<unknown>): Promise<void> => {
      // The browser asks only during the click: its question is the first thing awaited.
      const [granted] = await Promise.all([requestOrigins(patterns), saved]);
      apply(await ask("sites/granted", {}));
      if (!granted) throw new Failure("site-permission-missing");
    };
    return {
      connect: async () => apply(await ask("session/connect", {})),
      disconnect: async () => apply(await ask("session/disconnect", {})),
      sync: async () => apply(await ask("sync/run", {})),
      update: async (patch) => apply(await ask("settings/update", patch)),
      listNumbers: async () => (await ask("numbers/list", {})).numbers,
      addSite: (pattern) =>
        grant([pattern], ask("settings/update", { sites: [...sites.current, pattern] })),
      removeSite: async (pattern) => {
        const left = sites.current.filter((other) => other !== pattern);
        apply(await ask("settings/update", { sites: left }));
        await removeOrigins([pattern]);
      },
      grantSites: (patterns) => grant(patterns, Promise.resolve()),
      speak: async (language) => {
        apply(await ask("settings/update", { language }));
        location.reload();
      },
      wear: async (theme) => {
        apply(await ask("settings/update", { theme }));
        wearTheme(theme);
      },
      notifyRefused: async (on) => {
        if (on && !(await requestNotifications())) throw new Failure("notifications-refused");
        apply(await ask("settings/update", { notifyRefused: on }));
      },
      shortcuts: shortcutKeys,
      changeShortcuts: openShortcutSettings,
      unsentRows: async () => unsentRows((await ask("uploads/list", {})).uploads),
      forget: async () => apply(await ask("data/forget", {})),
      saveFile: async (name, text) => saveFile(name, text),
      copy: (text) => navigator.clipboard.writeText(text),
    };
  }, [apply]);
}
