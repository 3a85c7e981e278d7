import type { SnapshotWriter } from "../cache/types.ts";
import { Failure, toFailure } from "../failure.ts";
import type { ConsentPage, ConsentsApi } from "../ringcentral/types.ts";
import type { Loaded } from "./loaded.ts";
import type { PagedProgress, Staging } from "./staging.ts";

/** A paged load that was left for longer begins anew. */
const RESUMED_WITHIN_MS = 6 * 60 * 60_000;
/** Penalties that a page waits for before the load gives up and leaves the rest to the next. */
const MOST_PENALTIES = 5;

export interface PagedLoadPorts {
  readonly consents: ConsentsApi;
  readonly staging: Staging;
  readonly now: () => number;
  readonly progress: (recordsRead: number) => Promise<void>;
  /** A penalty for too many requests has to be sat out. */
  readonly onPenalty: () => Promise<unknown>;
}

/** The whole account page by page; a new worker goes on where the last one died. */
export function createPagedLoad({ consents, staging, now, progress, onPenalty }: PagedLoadPorts) {
  /** The limiter sits a penalty out before the next request. */
  const readPage = async (
    source: "search" | "list",
    pageToken: string | undefined,
    signal: AbortSignal,
  ): Promise<ConsentPage> => {
    const query = { perPage: 1000, ...(pageToken === undefined ? {} : { pageToken }) };
    for (let penalties = 0; ; penalties++) {
      try {
        return await consents[source](query, signal);
      } catch (error) {
        const failure = toFailure(error);
        if (failure.code !== "rate-limited" || penalties === MOST_PENALTIES) throw failure;
        await onPenalty();
      }
    }
  };

  /** Both statuses: with opt-outs alone, one that is lifted meanwhile would shift the pages and hide another. */
  const load = async (
    source: "search" | "list",
    resumed: PagedProgress | null,
    account: string,
    writer: SnapshotWriter,
    signal: AbortSignal,
  ): Promise<Loaded> => {
    const asOf = resumed?.asOf ?? now();
    let malformed = resumed?.malformed ?? 0;
    let pageToken = resumed?.pageToken;
    const seen = new Set<string>();
    let read = 0;
    if (resumed) {
      for await (const records of staging.pages()) {
        await writer.add(records);
        read += records.length;
      }
    }
    do {
      const page = await readPage(source, pageToken, signal);
      await writer.add(page.records);
      read += page.records.length;
      malformed += page.malformed;
      pageToken = page.nextPageToken;
      if (pageToken !== undefined) {
        if (seen.has(pageToken)) {
          await staging.clear();
          throw new Failure("malformed-answer", { detail: "pages in a circle" });
        }
        seen.add(pageToken);
        const { begin } = writer;
        await staging.keep(page.records, { source, pageToken, asOf, malformed, account, begin });
      }
      await progress(read);
    } while (pageToken !== undefined);
    return { source, asOf, malformed, announced: false };
  };

  return {
    /** Where it can go on; null when it has to begin anew. */
    resumable: async (account: string): Promise<PagedProgress | null> => {
      const before = await staging.progress();
      return before?.account === account && Math.abs(now() - before.asOf) < RESUMED_WITHIN_MS
        ? before
        : null;
    },
    load,
  };
}

export type PagedLoad = ReturnType<typeof createPagedLoad>;
