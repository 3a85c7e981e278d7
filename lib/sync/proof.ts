import type { PairCache } from "../cache/types.ts";
import { type ConsentRecord, isOptOut } from "../consent/record.ts";
import { scopeKey } from "../consent/scope.ts";
import { toFailure } from "../failure.ts";
import type { ConsentsApi } from "../ringcentral/types.ts";
import { MOST_CUTS } from "./load-export.ts";
import type { Whole } from "./load-whole.ts";
import type { Staging } from "./staging.ts";

/** Opt-outs that may well have come between two loads: so many, and this share of all. */
const FEW_NEW = 20;
const SHARE_NEW = 0.001;

export interface ProofPorts {
  readonly consents: ConsentsApi;
  readonly cache: PairCache;
  readonly staging: Staging;
  readonly now: () => number;
  /** Whether the load before may lack a part. */
  readonly unproven: () => Promise<boolean>;
}

export type Proof = (whole: Whole, account: string, signal: AbortSignal) => Promise<boolean>;

/**
 * A first export that ends where a row ends may have been cut there, and nothing
 * known says otherwise. What shows that it is whole: its announced length, all
 * records where one page holds them, or a second export that brings nothing much.
 */
export function createProof({ consents, cache, staging, now, unproven }: ProofPorts): Proof {
  return async (
    { meta, announced }: Whole,
    account: string,
    signal: AbortSignal,
  ): Promise<boolean> => {
    if (meta.source !== "export" || announced) return true;
    if (meta.differences) {
      const { appeared } = meta.differences;
      return !(await unproven()) || appeared <= FEW_NEW + meta.optOuts * SHARE_NEW;
    }
    try {
      const page = await consents.search({ perPage: 1000 }, signal);
      const { optOuts } = await cache.lookUp(page.records.map(({ to }) => to));
      const isKnown = (record: ConsentRecord): boolean =>
        optOuts.get(record.to)?.some((known) => scopeKey(known) === scopeKey(record)) ?? false;
      const { length } = page.records.filter((record) => isOptOut(record) && !isKnown(record));
      if (length > FEW_NEW) await staging.noteExportCuts(account, { count: MOST_CUTS, at: now() });
      return length === 0 && page.nextPageToken === undefined && page.malformed === 0;
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code === "aborted") throw failure;
      return false;
    }
  };
}
