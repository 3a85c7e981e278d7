import { Building2, Database, Globe, type LucideIcon, Phone, Scale } from "lucide-preact";
import type { TextKey } from "../texts.tsx";

export type SectionId = "account" | "numbers" | "sites" | "rules" | "data";

export interface SectionInfo {
  readonly id: SectionId;
  readonly title: TextKey;
  /** One sentence on what it does to agents. */
  readonly text: TextKey;
  readonly icon: LucideIcon;
}

export const SECTIONS: readonly SectionInfo[] = [
  { id: "account", title: "section_account", text: "section_account_text", icon: Building2 },
  { id: "numbers", title: "section_numbers", text: "section_numbers_text", icon: Phone },
  { id: "sites", title: "section_sites", text: "section_sites_text", icon: Globe },
  { id: "rules", title: "section_rules", text: "section_rules_text", icon: Scale },
  { id: "data", title: "section_data", text: "section_data_text", icon: Database },
];
