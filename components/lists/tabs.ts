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
import { type Lazy, lazy } from "../../lib/ui/lazy.ts";
import type { TextKey } from "../texts.tsx";
import type { ListTabProps } from "./desk.ts";

export interface ListTab {
  /** Its deep link: `lists.html#<id>`. */
  readonly id: string;
  readonly title: TextKey;
  readonly text: TextKey;
  readonly icon: LucideIcon;
  /** Loaded when it is first opened. */
  readonly code: Lazy<{ readonly Tab: ComponentType<ListTabProps> }>;
}

/** The tabs in their order. */
export const LIST_TABS: readonly ListTab[] = [
  {
    id: "upload",
    title: "lists_upload",
    text: "lists_upload_text",
    icon: Upload,
    code: lazy(async () => ({ Tab: (await import("./upload/UploadTab.tsx")).UploadTab })),
  },
  {
    id: "scrub",
    title: "lists_scrub",
    text: "lists_scrub_text",
    icon: ListFilter,
    code: lazy(async () => ({ Tab: (await import("./scrub/ScrubTab.tsx")).ScrubTab })),
  },
  {
    id: "compare",
    title: "lists_compare",
    text: "lists_compare_text",
    icon: GitCompareArrows,
    code: lazy(async () => ({ Tab: (await import("./compare/CompareTab.tsx")).CompareTab })),
  },
  {
    id: "export",
    title: "lists_export",
    text: "lists_export_text",
    icon: FileOutput,
    code: lazy(async () => ({ Tab: (await import("./export/ExportTab.tsx")).ExportTab })),
  },
  {
    id: "browse",
    title: "lists_browse",
    text: "lists_browse_text",
    icon: BookOpenText,
    code: lazy(async () => ({ Tab: (await import("./browse/BrowseTab.tsx")).BrowseTab })),
  },
  {
    id: "see",
    title: "lists_see",
    text: "lists_see_text",
    icon: ChartColumn,
    code: lazy(async () => ({ Tab: (await import("./see/SeeTab.tsx")).SeeTab })),
  },
];
