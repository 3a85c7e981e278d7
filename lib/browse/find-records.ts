import { isOptedIn, scopeOfMark } from "../consent/pair-columns.ts";
import type { Scope } from "../consent/scope.ts";
import type { RecordColumns } from "./record-columns.ts";
import type { RecordQuery, RecordSort } from "./record-query.ts";

const fits = (scope: Scope, { from, coverage, campaignType }: RecordQuery): boolean =>
  (from === null || (from === "*" ? scope.from === null : scope.from === from)) &&
  (coverage === null || scope.coverage === coverage) &&
  (campaignType === null || scope.campaignType === campaignType);

/** Those records of `order` that the query asks for, in the same order. */
export function matching(
  columns: RecordColumns,
  query: RecordQuery,
  order: Uint32Array,
): Uint32Array {
  const { scopes, sources } = columns.dictionaries;
  // What is the same for many records is decided once.
  const scopeFits = scopes.values.map((scope) => fits(scope, query));
  const source = query.source === null ? null : sources.values.indexOf(query.source);
  const { digits, optedIn } = query;
  const since = query.since ?? 0;
  const until = query.until ?? Number.POSITIVE_INFINITY;
  const found = new Uint32Array(order.length);
  let length = 0;
  for (const id of order) {
    const mark = columns.markAt(id);
    if (scopeFits[scopeOfMark(mark)] !== true) continue;
    if (optedIn !== null && isOptedIn(mark) !== optedIn) continue;
    if (source !== null && columns.sourceAt(id) !== source) continue;
    const seconds = columns.secondsAt(id);
    if (seconds < since || seconds >= until) continue;
    if (digits.length > 0) {
      const text = String(columns.recipientAt(id));
      if (!digits.some((part) => text.includes(part))) continue;
    }
    found[length++] = id;
  }
  return found.slice(0, length);
}

/** Each value's place when all are sorted. */
const ranks = (values: readonly string[]): readonly number[] => {
  const sorted = [...new Set(values)].sort();
  const places = new Map(sorted.map((value, place) => [value, place]));
  return values.map((value) => places.get(value) ?? 0);
};

/** What records are sorted by, the smallest first. */
function keyOf(columns: RecordColumns, sort: RecordSort): (id: number) => number {
  const { scopes, sources } = columns.dictionaries;
  switch (sort) {
    case "recipient":
      return (id) => columns.recipientAt(id);
    case "newest":
      return (id) => -columns.secondsAt(id);
    case "oldest":
      // Unknown times come last, whichever way round.
      return (id) => columns.secondsAt(id) || Number.POSITIVE_INFINITY;
    case "status":
      return (id) => (isOptedIn(columns.markAt(id)) ? 1 : 0);
    case "from": {
      const places = ranks(scopes.values.map(({ from }) => from ?? ""));
      return (id) => places[scopeOfMark(columns.markAt(id))] ?? 0;
    }
    case "source": {
      const places = ranks(sources.values);
      return (id) => places[columns.sourceAt(id)] ?? places.length;
    }
  }
}

/** Every record, sorted; equal ones by their recipient, then as they came. */
export function sorted(columns: RecordColumns, sort: RecordSort): Uint32Array {
  const { length } = columns;
  const order = new Uint32Array(length);
  const keys = new Float64Array(length);
  const key = keyOf(columns, sort);
  let inOrder = true;
  for (let id = 0; id < length; id++) {
    order[id] = id;
    keys[id] = key(id);
    inOrder &&= id === 0 || (keys[id - 1] ?? 0) <= (keys[id] ?? 0);
  }
  // The cache gives its records by their recipients: nothing is left to do.
  if (inOrder && sort === "recipient") return order;
  return order.sort((a, b) => {
    const [x = 0, y = 0] = [keys[a], keys[b]];
    if (x !== y) return x < y ? -1 : 1;
    return columns.recipientAt(a) - columns.recipientAt(b) || a - b;
  });
}
