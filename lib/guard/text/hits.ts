import type { E164 } from "../../phone/e164.ts";

/** A number found in text. */
export interface Hit {
  readonly number: E164;
  /** Offset in the node where it begins. */
  readonly start: number;
  /** Offset in the node where it ends. */
  readonly end: number;
  /** Where it ends, unless it begins and ends in the same node. */
  readonly endNode?: Text;
}

/** The numbers that begin in one text node. */
export interface Slot {
  readonly node: Text;
  hits: readonly Hit[];
  readonly chunk: Chunk;
}

/** Text nodes that were found one after another: they stand near each other and are painted together. */
export interface Chunk {
  /** In whose children they were found; null for a line that was read alone. */
  readonly list: Node | null;
  slots: Slot[];
  /** Painted as it is now. */
  current: boolean;
}

const CHUNK = 32;

/** The numbers of a page's texts, kept by node and grouped for painting. */
export function createHits() {
  let ordered: Chunk[] = [];
  let late: Chunk[] = [];
  let slots = new Map<Text, Slot>();
  /** What was known before a scan of everything began; kept until that ends. */
  let before: { readonly chunks: readonly Chunk[]; readonly slots: Map<Text, Slot> } | null = null;

  const empty = (slot: Slot | undefined): void => {
    if (!slot) return;
    slot.hits = [];
    slot.chunk.current = false;
  };

  const forget = (node: Text): void => {
    empty(slots.get(node));
    slots.delete(node);
    if (!before) return;
    empty(before.slots.get(node));
    before.slots.delete(node);
  };

  const chunkFor = (list: Node | null): Chunk => {
    const chunks = before ? ordered : late;
    const last = chunks.at(-1);
    if (last && list && last.list === list && last.slots.length < CHUNK) {
      last.current = false;
      return last;
    }
    const chunk: Chunk = { list, slots: [], current: false };
    chunks.push(chunk);
    return chunk;
  };

  const place = (node: Text, hits: readonly Hit[], list: Node | null): void => {
    if (before) {
      empty(before.slots.get(node));
      before.slots.delete(node);
    }
    const known = slots.get(node);
    if (known) {
      known.hits = hits;
      known.chunk.current = false;
      return;
    }
    const chunk = chunkFor(list);
    const slot: Slot = { node, hits, chunk };
    chunk.slots.push(slot);
    slots.set(node, slot);
  };

  const filled = (chunk: Chunk): boolean => {
    if (!chunk.current) chunk.slots = chunk.slots.filter(({ hits }) => hits.length > 0);
    return chunk.slots.length > 0;
  };

  return {
    /** A text was read: what was known of it is replaced. Hits in order; `list` as in `Chunk`. */
    put: (node: Text, hits: readonly Hit[], list: Node | null): void => {
      if (hits.length > 0) place(node, hits, list);
      else forget(node);
    },
    /** Nothing under this node counts any more. */
    dropWithin: (root: Node): void => {
      for (const node of slots.keys()) if (root.contains(node)) forget(node);
    },
    /** Forgets what has left the page. */
    sweep: (): void => {
      for (const node of slots.keys()) if (!node.isConnected) forget(node);
      ordered = ordered.filter(filled);
      late = late.filter(filled);
    },
    /** A scan of everything begins: at its `finish` only what it found is left. */
    startOver: (): void => {
      before = { chunks: [...(before?.chunks ?? []), ...ordered, ...late], slots };
      ordered = [];
      late = [];
      slots = new Map();
    },
    finish: (): void => {
      for (const slot of before?.slots.values() ?? []) empty(slot);
      before = null;
    },
    /** From the last scan of everything, in document order. */
    ordered: (): readonly Chunk[] => ordered,
    /** What came later, in no order, or is about to be found again. */
    late: (): readonly Chunk[] => (before ? [...before.chunks, ...late] : late),
    /** Those that begin in this node. */
    of: (node: Text): readonly Hit[] => (slots.get(node) ?? before?.slots.get(node))?.hits ?? [],
    find: (wanted: E164): Text | null => {
      for (const { node, hits } of slots.values()) {
        if (node.isConnected && hits.some(({ number }) => number === wanted)) return node;
      }
      return null;
    },
    numbers: function* (): Generator<E164> {
      for (const { hits } of slots.values()) for (const { number } of hits) yield number;
    },
  };
}

export type Hits = ReturnType<typeof createHits>;
