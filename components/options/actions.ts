import type { BusinessNumber } from "../../lib/ringcentral/types.ts";
import type { Language, Settings, Theme } from "../../lib/settings/settings.ts";

/** The keys of our commands as the browser writes them; empty: none. */
export interface ShortcutKeys {
  readonly popup: string;
  readonly selection: string;
}

/** What the settings page can make happen. Each rejects with a `Failure`. */
export interface OptionsActions {
  readonly connect: () => Promise<void>;
  readonly disconnect: () => Promise<void>;
  readonly sync: () => Promise<void>;
  readonly update: (patch: Partial<Settings>) => Promise<void>;
  readonly listNumbers: () => Promise<readonly BusinessNumber[]>;
  /** Adds the site and asks the browser for it. */
  readonly addSite: (pattern: string) => Promise<void>;
  readonly removeSite: (pattern: string) => Promise<void>;
  readonly grantSites: (patterns: readonly string[]) => Promise<void>;
  /** Changes the language and shows the page in it. */
  readonly speak: (language: Language) => Promise<void>;
  /** Changes the theme, of this page at once. */
  readonly wear: (theme: Theme) => Promise<void>;
  /** Switches notifications; asks the browser for them first. */
  readonly notifyRefused: (on: boolean) => Promise<void>;
  readonly shortcuts: () => Promise<ShortcutKeys>;
  /** Opens the browser's own page for them. */
  readonly changeShortcuts: () => Promise<void>;
  /** Rows of uploads that RingCentral does not have. */
  readonly unsentRows: () => Promise<number>;
  /** Removes everything from this computer. */
  readonly forget: () => Promise<void>;
  readonly saveFile: (name: string, text: string) => Promise<void>;
  readonly copy: (text: string) => Promise<void>;
}
