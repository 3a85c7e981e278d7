import { generateConsent, indexOfCustomer, MOST_GENERATED } from "./generated.ts";
import { type Consent, type HistoryEntry, historyOf, keyOf, type StoredConsent } from "./record.ts";

/** Something long that is made as it is read. */
export interface Rows<T> {
  readonly length: number;
  /** @throws RangeError outside of `length` */
  at(position: number): T;
}

/**
 * The account's consent records: generated ones, which take no memory until they are changed, then those put in.
 * Positions never change.
 */
export function createConsentStore(now: () => number) {
  let generated = 0;
  let generatedUntil = now();
  const changed = new Map<number, StoredConsent>();
  const added: StoredConsent[] = [];
  const positions = new Map<string, number>();
  const byCustomer = new Map<string, number[]>();
  const entries: HistoryEntry[] = [];
  const listeners: ((record: StoredConsent) => void)[] = [];
  let ticks = 0;

  /** Nine fractional digits, as RingCentral writes them; never twice the same. */
  const stamp = (): string =>
    new Date(now()).toISOString().replace("Z", `${String(++ticks % 1_000_000).padStart(6, "0")}Z`);

  const original = (index: number): StoredConsent =>
    generateConsent(index, generated, generatedUntil);

  const at = (position: number): StoredConsent => {
    const record =
      position < generated
        ? (changed.get(position) ?? original(position))
        : added[position - generated];
    if (!record) throw new RangeError(`No record at ${position}`);
    return record;
  };

  const generatedPosition = (to: string): number | null => {
    const index = indexOfCustomer(to);
    return index >= 0 && index < generated ? index : null;
  };

  /** Where a record of this key is, or -1. */
  const find = (record: Consent): number => {
    const index = generatedPosition(record.to);
    if (index !== null && keyOf(original(index)) === keyOf(record)) return index;
    return positions.get(keyOf(record)) ?? -1;
  };

  const keep = (record: StoredConsent): void => {
    const position = find(record);
    if (position >= generated) added[position - generated] = record;
    else if (position >= 0) changed.set(position, record);
    else {
      const end = generated + added.push(record) - 1;
      positions.set(keyOf(record), end);
      byCustomer.set(record.to, [...(byCustomer.get(record.to) ?? []), end]);
    }
  };

  const seed = (records: Iterable<Consent & { readonly lastModifiedTime?: string }>): void => {
    for (const record of records) {
      const stored = { ...record, lastModifiedTime: record.lastModifiedTime ?? stamp() };
      keep(stored);
      entries.push(historyOf(stored));
    }
  };

  const positionsOf = (to: string): readonly number[] => {
    const index = generatedPosition(to);
    return [...(index === null ? [] : [index]), ...(byCustomer.get(to) ?? [])];
  };

  const clear = (): void => {
    generated = 0;
    for (const map of [changed, positions, byCustomer]) map.clear();
    added.length = 0;
    entries.length = 0;
  };

  return {
    at,
    get length() {
      return generated + added.length;
    },
    positionsOf,
    of: (to: string): readonly StoredConsent[] => positionsOf(to).map(at),
    /** All of them at once: for small stores. */
    records(): readonly StoredConsent[] {
      return Array.from({ length: this.length }, (_, position) => at(position));
    },
    /** Adds or replaces, and tells of it. */
    put: (record: Consent): StoredConsent => {
      const stored = { ...record, lastModifiedTime: stamp() };
      seed([stored]);
      for (const listener of listeners) listener(stored);
      return stored;
    },
    /** Adds or replaces without a word; records of the past may bring their time. */
    seed,
    /** Newest first. */
    history: (): Rows<HistoryEntry> => ({
      length: entries.length + generated,
      at: (position) => {
        const entry = entries[entries.length - 1 - position];
        return entry ?? historyOf(original(generated - 1 - (position - entries.length)));
      },
    }),
    historyOf: (to: readonly string[]): readonly HistoryEntry[] => {
      const old = to.flatMap((number) => generatedPosition(number) ?? []).map(original);
      return [...entries.filter((entry) => to.includes(entry.to)).reverse(), ...old.map(historyOf)];
    },
    /** Called for each change. */
    onChange: (listener: (record: StoredConsent) => void): void => {
      listeners.push(listener);
    },
    clear,
    /** Starts over with `count` records of strangers, the same for the same count. */
    generate: (count: number): void => {
      if (count > MOST_GENERATED) throw new RangeError(`At most ${MOST_GENERATED} records`);
      clear();
      generated = count;
      generatedUntil = now();
    },
  };
}

export type ConsentStore = ReturnType<typeof createConsentStore>;
