import type { RoutePolicy } from "../consent/route-policy.ts";
import type { E164 } from "../phone/e164.ts";
import type { Recipe } from "../recipes/recipe.ts";
import type { SyncMode } from "../sync/types.ts";

/** What admins and agents set; managed policy may override and lock all but what is a person's own. */
export interface Settings extends RoutePolicy {
  /** Origin of RingCentral's platform, without a trailing slash. */
  readonly serverUrl: string;
  readonly clientId: string;
  /** The numbers this agent texts from; empty: every number of the account counts. */
  readonly businessNumbers: readonly E164[];
  /** Match patterns of guarded CRM sites. */
  readonly sites: readonly string[];
  /** ISO 3166-1 alpha-2, upper case. */
  readonly defaultCountry: string;
  /** Guards links to WhatsApp, Google Voice and other texting pages too. */
  readonly webTexting: boolean;
  /** Where text buttons of some sites have their number: taught, imported or set by policy. */
  readonly recipes: readonly Recipe[];
  readonly auditRetentionDays: number;
  /** The audit log shows and exports customers' numbers without their middle digits. */
  readonly auditMaskNumbers: boolean;
  /** Patterns among `sites` where an agent has switched the guard off. */
  readonly pausedSites: readonly string[];
  readonly syncMinutes: number;
  /** Whether the account is loaded onto this computer, or each number asked for when it is met. */
  readonly mode: SyncMode;
  /** Of the popup and the settings page; `auto`: the browser's. */
  readonly language: Language;
  /** Of our pages and the card; `auto`: the system's. */
  readonly theme: Theme;
  /** Tell by a notification when RingCentral has refused a change that waited. */
  readonly notifyRefused: boolean;
  /** Data older than this is unverified. */
  readonly freshMinutes: number;
}

export const LANGUAGES = ["en", "es", "fr"] as const;
export type Language = "auto" | (typeof LANGUAGES)[number];

export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export type SettingName = keyof Settings;

export interface EffectiveSettings {
  readonly values: Settings;
  /** Names that managed policy has set: the UI shows them as locked. */
  readonly locked: readonly SettingName[];
  /** Policy values that could not be understood and are not in force: the UI warns of them. */
  readonly invalidPolicy: readonly string[];
}

export const DEFAULT_SETTINGS: Settings = {
  serverUrl: "https://platform.ringcentral.com",
  clientId: "",
  businessNumbers: [],
  sites: [],
  defaultCountry: "US",
  unverified: "warn",
  anyNumberBlocks: true,
  optInMissing: "warn",
  webTexting: false,
  recipes: [],
  auditRetentionDays: 365,
  auditMaskNumbers: false,
  pausedSites: [],
  syncMinutes: 15,
  mode: "cache",
  freshMinutes: 60,
  language: "auto",
  theme: "auto",
  notifyRefused: false,
};
