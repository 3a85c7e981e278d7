import type { SettingName } from "../lib/settings/settings.ts";
import { SETTING_LABELS } from "./setting-labels.ts";
import { type TextKey, type Texts, useTexts } from "./texts.tsx";

const CHOICES: { readonly [N in SettingName]?: Readonly<Record<string, TextKey>> } = {
  unverified: {
    warn: "unverified_policy_warn",
    block: "unverified_policy_block",
    allow: "unverified_policy_allow",
  },
  optInMissing: {
    warn: "unverified_policy_warn",
    block: "unverified_policy_block",
    allow: "unverified_policy_allow",
  },
  anyNumberBlocks: { true: "any_number_block", false: "any_number_warn" },
  webTexting: { true: "web_texting_guard", false: "web_texting_leave" },
  mode: { cache: "mode_cache", "on-demand": "mode_on_demand" },
  language: { auto: "language_auto" },
  theme: { auto: "theme_auto", light: "theme_light", dark: "theme_dark" },
};

const isSetting = (name: string): name is SettingName => Object.hasOwn(SETTING_LABELS, name);

function valueIn({ t, count, number }: Texts, name: string, value: unknown): string {
  if (value === undefined) return t("setting_unset");
  const choice = isSetting(name) ? CHOICES[name]?.[String(value)] : undefined;
  if (choice) return t(choice);
  if (typeof value === "boolean") return t(value ? "setting_on" : "setting_off");
  if (typeof value === "number") return number(value);
  if (typeof value === "string") return value || t("setting_unset");
  const entries = Array.isArray(value) ? value : [value];
  if (entries.length === 0) return t("setting_unset");
  return entries.every((entry) => typeof entry === "string")
    ? entries.join(", ")
    : count("setting_entries", entries.length);
}

/** Settings and their values in words; what is not a setting of ours is shown as it came. */
export function useSettingWords() {
  const texts = useTexts();
  return {
    label: (name: string): string => {
      // The audit log names a button taught in a page so.
      if (name === "taught") return texts.t("recipes");
      return isSetting(name) ? texts.t(SETTING_LABELS[name]) : name;
    },
    value: (name: string, value: unknown): string => valueIn(texts, name, value),
  };
}
