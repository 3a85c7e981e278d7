import { Failure } from "../../failure.ts";

export type Column =
  | "to"
  | "from"
  | "optStatus"
  | "source"
  | "coverage"
  | "campaignType"
  | "notes"
  | "lastModifiedTime";

/** Column names of the present and the older export; the order of columns has changed, so it never counts. */
const COLUMNS: Readonly<Record<string, Column>> = {
  "external party number": "to",
  "internal party number": "from",
  "consent status": "optStatus",
  coverage: "coverage",
  "campaign type": "campaignType",
  notes: "notes",
  "last modified time": "lastModifiedTime",
  to: "to",
  from: "from",
  status: "optStatus",
  source: "source",
};

export const columnOf = (name: string): Column | undefined =>
  COLUMNS[
    name
      .replace(/^\ufeff/, "")
      .trim()
      .toLowerCase()
  ];

/** What each column means; undefined for one that is not known. */
export type ExportHeader = readonly (Column | undefined)[];

/** @throws Failure `malformed-answer` when this cannot be the header of an export */
export function readHeader(cells: readonly string[]): ExportHeader {
  const header = cells.map(columnOf);
  const missing = (["to", "from", "optStatus"] as const).filter((name) => !header.includes(name));
  if (missing.length > 0) {
    throw new Failure("malformed-answer", { detail: `export without ${missing.join(", ")}` });
  }
  return header;
}
