import type { Coverage } from "../consent/record.ts";
import type { E164 } from "../phone/e164.ts";

export const SORTS = ["recipient", "newest", "oldest", "from", "status", "source"] as const;
export type RecordSort = (typeof SORTS)[number];

/** Which records are looked at, and in which order. Null: it does not matter. */
export interface RecordQuery {
  /** A record holds one of these digits in a row; none: any does. */
  readonly digits: readonly string[];
  /** `*`: every business number at once. */
  readonly from: E164 | "*" | null;
  readonly optedIn: boolean | null;
  readonly source: string | null;
  readonly coverage: Coverage | string | null;
  readonly campaignType: string | null;
  /** Epoch seconds: from this moment on, before that one. */
  readonly since: number | null;
  readonly until: number | null;
  readonly sort: RecordSort;
}

export const EVERYTHING: RecordQuery = {
  digits: [],
  from: null,
  optedIn: null,
  source: null,
  coverage: null,
  campaignType: null,
  since: null,
  until: null,
  sort: "recipient",
};
