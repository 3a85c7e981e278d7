import { invalidParameter } from "../http/api-error.ts";
import type { Rows } from "./store.ts";

export interface PageRequest {
  readonly perPage: number;
  /** Undefined for the first page. */
  readonly pageToken: unknown;
}

/** Tokens are opaque to a client; they hold where in the rows a page begins. */
const tokenOf = (position: number): string => btoa(`F:${position}`);

function positionOf(pageToken: unknown, length: number): number {
  if (pageToken === undefined) return 0;
  const position = typeof pageToken === "string" ? /^F:(\d+)$/.exec(decoded(pageToken)) : null;
  if (!position || Number(position[1]) >= Math.max(1, length)) throw invalidParameter("pageToken");
  return Number(position[1]);
}

function decoded(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return "";
  }
}

/** One page of the rows that match, with tokens only for pages that exist; no totals. */
export function pageOf<T>(
  rows: Rows<T>,
  { perPage, pageToken }: PageRequest,
  matches: (row: T) => boolean = () => true,
) {
  const start = positionOf(pageToken, rows.length);
  const seek = (from: number, step: 1 | -1): number => {
    let position = from;
    while (position >= 0 && position < rows.length && !matches(rows.at(position))) position += step;
    return position;
  };

  const records: T[] = [];
  let next = seek(start, 1);
  while (next < rows.length && records.length < perPage) {
    records.push(rows.at(next));
    next = seek(next + 1, 1);
  }

  let previous: number | null = null;
  let before = seek(start - 1, -1);
  for (let count = 0; before >= 0 && count < perPage; count++) {
    previous = before;
    before = seek(before - 1, -1);
  }

  return {
    records,
    paging: {
      perPage,
      ...(records.length > 0 ? { pageToken: tokenOf(start), firstPageToken: tokenOf(0) } : {}),
      ...(next < rows.length ? { nextPageToken: tokenOf(next) } : {}),
      ...(previous === null ? {} : { previousPageToken: tokenOf(previous) }),
    },
  };
}
