import {
  Building2,
  Database,
  Globe,
  Info,
  Keyboard,
  Languages,
  type LucideIcon,
  Phone,
  Scale,
  ScrollText,
  Settings2,
} from "lucide-preact";
import type { TextKey, Texts } from "../texts.tsx";

export type SectionId =
  | "account"
  | "numbers"
  | "sites"
  | "rules"
  | "data"
  | "appearance"
  | "keyboard"
  | "records"
  | "file"
  | "about";

export interface SectionInfo {
  readonly id: SectionId;
  readonly title: TextKey;
  /** One sentence on what it does to agents. */
  readonly text: TextKey;
  readonly icon: LucideIcon;
  /** Its settings, by which a search finds it. */
  readonly settings: readonly TextKey[];
}

export const SECTIONS: readonly SectionInfo[] = [
  {
    id: "account",
    title: "section_account",
    text: "section_account_text",
    icon: Building2,
    settings: ["server_url", "client_id", "redirect_uri", "connect", "disconnect"],
  },
  {
    id: "numbers",
    title: "section_numbers",
    text: "section_numbers_text",
    icon: Phone,
    settings: ["column_use", "column_number", "column_label", "column_features"],
  },
  {
    id: "sites",
    title: "section_sites",
    text: "section_sites_text",
    icon: Globe,
    settings: ["site_known", "site_address", "add_site", "recipes"],
  },
  {
    id: "rules",
    title: "section_rules",
    text: "section_rules_text",
    icon: Scale,
    settings: [
      "unverified_policy",
      "any_number",
      "opt_in_missing",
      "web_texting",
      "default_country",
      "default_country_hint",
    ],
  },
  {
    id: "data",
    title: "section_data",
    text: "section_data_text",
    icon: Database,
    settings: [
      "mode",
      "sync_now",
      "sync_minutes",
      "fresh_minutes",
      "last_errors",
      "notify_refused",
    ],
  },
  {
    id: "appearance",
    title: "section_appearance",
    text: "section_appearance_text",
    icon: Languages,
    settings: ["language", "theme"],
  },
  {
    id: "keyboard",
    title: "section_keyboard",
    text: "section_keyboard_text",
    icon: Keyboard,
    settings: ["shortcut_popup", "commandCheckSelection", "shortcut_change"],
  },
  {
    id: "records",
    title: "section_records",
    text: "section_records_text",
    icon: ScrollText,
    settings: ["audit", "audit_retention", "audit_mask", "diagnostics", "forget"],
  },
  {
    id: "file",
    title: "section_file",
    text: "section_file_text",
    icon: Settings2,
    settings: ["export_settings", "import_settings"],
  },
  {
    id: "about",
    title: "section_about",
    text: "section_about_text",
    icon: Info,
    settings: [
      "about_news",
      "help_not_marked",
      "help_by_mistake",
      "help_texts_again",
      "help_support",
      "first_steps_open",
    ],
  },
];

/** The sections that a search finds; all of them for an empty one. */
export function findSections(query: string, { t, locale }: Texts): ReadonlySet<SectionId> {
  const wanted = query.trim().toLocaleLowerCase(locale);
  const holds = (key: TextKey): boolean => t(key).toLocaleLowerCase(locale).includes(wanted);
  return new Set(
    SECTIONS.flatMap(({ id, title, text, settings }) =>
      wanted === "" || [title, text, ...settings].some(holds) ? id : [],
    ),
  );
}
