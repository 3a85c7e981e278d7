import type { Scope } from "../consent/scope.ts";
import { matching, sorted } from "./find-records.ts";
import type { ChosenRecords } from "./plan-bulk.ts";
import type { BrowsedRecord, RecordColumns } from "./record-columns.ts";
import { EVERYTHING, type RecordQuery, type RecordSort } from "./record-query.ts";

/** Which of the found records are chosen: those of `ids`, or all but those. */
export interface Choice {
  readonly all: boolean;
  readonly ids: readonly number[];
}

/** Records that are looked through: found, in order, by windows. */
export class RecordTable {
  private readonly columns: RecordColumns;
  private found: Uint32Array<ArrayBufferLike> = new Uint32Array(0);
  private order: { readonly sort: RecordSort; readonly ids: Uint32Array } | null = null;
  private query: RecordQuery = EVERYTHING;

  constructor(columns: RecordColumns) {
    this.columns = columns;
  }

  /** How many are found. */
  find(query: RecordQuery): number {
    if (this.order?.sort !== query.sort) {
      this.order = { sort: query.sort, ids: sorted(this.columns, query.sort) };
    }
    this.query = query;
    this.found = matching(this.columns, query, this.order.ids);
    return this.found.length;
  }

  /** Those found from `start` on, before `end`. */
  window(start: number, end: number): readonly BrowsedRecord[] {
    return Array.from(this.found.subarray(start, end), (id) => this.columns.at(id));
  }

  chosen({ all, ids }: Choice): ChosenRecords {
    const named = new Set(ids);
    const taken = this.found.filter((id) => named.has(id) !== all);
    return {
      recipients: Float64Array.from(taken, (id) => this.columns.recipientAt(id)),
      marks: Uint32Array.from(taken, (id) => this.columns.markAt(id)),
      scopes: this.columns.dictionaries.scopes.values,
    };
  }

  /** Of memory, dictionaries apart. */
  get bytes(): number {
    return this.columns.bytes + this.found.byteLength + (this.order?.ids.byteLength ?? 0);
  }

  /** A person has changed these: found anew, as they stand now. */
  change(
    changes: readonly {
      readonly recipient: number;
      readonly scope: Scope;
      readonly optedIn: boolean;
    }[],
    seconds: number,
  ): number {
    for (const { recipient, scope, optedIn } of changes) {
      this.columns.change(recipient, scope, optedIn, seconds);
    }
    this.order = null;
    return this.find(this.query);
  }
}
