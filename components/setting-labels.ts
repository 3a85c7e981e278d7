import type { SettingName } from "../lib/settings/settings.ts";
import type { TextKey } from "./texts.tsx";

/** What each setting is called, wherever it is named. */
export const SETTING_LABELS: Readonly<Record<SettingName, TextKey>> = {
  serverUrl: "server_url",
  clientId: "client_id",
  businessNumbers: "section_numbers",
  sites: "section_sites",
  defaultCountry: "default_country",
  unverified: "unverified_policy",
  anyNumberBlocks: "any_number",
  optInMissing: "opt_in_missing",
  recipes: "recipes",
  webTexting: "web_texting",
  mode: "mode",
  syncMinutes: "sync_minutes",
  freshMinutes: "fresh_minutes",
  notifyRefused: "notify_refused",
  auditRetentionDays: "audit_retention",
  auditMaskNumbers: "audit_mask",
  pausedSites: "paused_sites",
  language: "language",
  theme: "theme",
};
