import type { ColumnRole } from "../../../lib/campaign/table/columns.ts";

/** A thing that a column may hold, as a person sees it. */
export interface Role<Id extends string = string> extends ColumnRole<Id> {
  readonly label: string;
  readonly hint?: string;
  /** There is no going on without it. */
  readonly required: boolean;
  /** What it means that no column holds it. */
  readonly none?: string;
}
