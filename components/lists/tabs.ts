import {
  BookOpenText,
  ChartColumn,
  FileOutput,
  GitCompareArrows,
  ListFilter,
  type LucideIcon,
  Upload,
} from "lucide-preact";
import type { ComponentType } from "preact";
import type { TextKey } from "../texts.tsx";
import type { ListTabProps } from "./desk.ts";

export interface ListTab {
  /** Its deep link: `lists.html#<id>`. */
  readonly id: string;
  readonly title: TextKey;
  readonly text: TextKey;
  readonly icon: LucideIcon;
  /** Loaded when it is first opened. */
  readonly load: () => Promise<ComponentType<ListTabProps>>;
}

/** The tabs in their order. */
export const LIST_TABS: readonly ListTab[] = [
  {
    id: "upload",
    title: "lists_upload",
    text: "lists_upload_text",
    icon: Upload,
    load: async () => (await import("./upload/UploadTab.tsx")).UploadTab,
  },
  {
    id: "scrub",
    title: "lists_scrub",
    text: "lists_scrub_text",
    icon: ListFilter,
    load: async () => (await import("./scrub/ScrubTab.tsx")).ScrubTab,
  },
  {
    id: "compare",
    title: "lists_compare",
    text: "lists_compare_text",
    icon: GitCompareArrows,
    load: async () => (await import("./compare/CompareTab.tsx")).CompareTab,
  },
  {
    id: "export",
    title: "lists_export",
    text: "lists_export_text",
    icon: FileOutput,
    load: async () => (await import("./export/ExportTab.tsx")).ExportTab,
  },
  {
    id: "browse",
    title: "lists_browse",
    text: "lists_browse_text",
    icon: BookOpenText,
    load: async () => (await import("./browse/BrowseTab.tsx")).BrowseTab,
  },
  {
    id: "see",
    title: "lists_see",
    text: "lists_see_text",
    icon: ChartColumn,
    load: async () => (await import("./see/SeeTab.tsx")).SeeTab,
  },
];
