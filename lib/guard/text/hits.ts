import type { E164 } from "../../phone/e164.ts";

/** A number found in text; offsets lie in the two nodes at its ends. */
export interface Hit {
  readonly number: E164;
  readonly startNode: Text;
  readonly startOffset: number;
  readonly endNode: Text;
  readonly endOffset: number;
}

/** The numbers that begin in one text node. */
export interface Slot {
  readonly node: Text;
  hits: readonly Hit[];
  readonly chunk: Chunk;
}

/** Text nodes that were found one after another: they are shown near each other and painted together. */
export interface Chunk {
  readonly slots: Slot[];
  /** Painted as it is now. */
  current: boolean;
}

const CHUNK = 32;

/** The numbers of a page's texts, kept by node and grouped for painting. */
export function createHits() {
  let chunks: Chunk[] = [];
  let slots = new Map<Text, Slot>();
  /** What was found before a scan of everything began; kept until that ends. */
  let before: { readonly chunks: readonly Chunk[]; readonly slots: Map<Text, Slot> } | null = null;

  const empty = (slot: Slot | undefined): void => {
    if (!slot) return;
    slot.hits = [];
    slot.chunk.current = false;
  };

  const forget = (node: Text): void => {
    empty(slots.get(node));
    empty(before?.slots.get(node));
    slots.delete(node);
    before?.slots.delete(node);
  };

  const openChunk = (): Chunk => {
    const last = chunks.at(-1);
    if (last && last.slots.length < CHUNK) return last;
    const chunk: Chunk = { slots: [], current: false };
    chunks.push(chunk);
    return chunk;
  };

  const place = (node: Text, hits: readonly Hit[]): void => {
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
    const chunk = openChunk();
    const slot: Slot = { node, hits, chunk };
    chunk.slots.push(slot);
    chunk.current = false;
    slots.set(node, slot);
  };

  return {
    /** A line of text nodes was read: what was known of them is replaced. Hits in document order. */
    put: (nodes: readonly Text[], hits: readonly Hit[]): void => {
      if (hits.length === 0) {
        for (const node of nodes) forget(node);
      } else if (nodes.length === 1) place(nodes[0] as Text, hits);
      else {
        const byNode = Map.groupBy(hits, ({ startNode }) => startNode);
        for (const node of nodes) {
          const own = byNode.get(node);
          if (own) place(node, own);
          else forget(node);
        }
      }
    },
    /** Nothing under this node counts any more. */
    dropWithin: (root: Node): void => {
      for (const node of slots.keys()) if (root.contains(node)) forget(node);
    },
    /** Forgets what has left the page. */
    sweep: (): void => {
      for (const node of slots.keys()) if (!node.isConnected) forget(node);
      chunks = chunks.filter((chunk) => {
        if (chunk.current) return true;
        const kept = chunk.slots.filter(({ hits }) => hits.length > 0);
        if (kept.length < chunk.slots.length)
          chunk.slots.splice(0, Number.POSITIVE_INFINITY, ...kept);
        return kept.length > 0;
      });
    },
    /** A scan of everything begins: at its `finish` only what it found is left. */
    startOver: (): void => {
      before = { chunks: before ? [...before.chunks, ...chunks] : chunks, slots };
      chunks = [];
      slots = new Map();
    },
    finish: (): void => {
      for (const slot of before?.slots.values() ?? []) empty(slot);
      before = null;
    },
    chunks: (): readonly Chunk[] => (before ? [...before.chunks, ...chunks] : chunks),
    count: (): number => slots.size,
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
