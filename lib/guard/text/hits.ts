import type { E164 } from "../../phone/e164.ts";
import { parentOf } from "../node-access.ts";

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

/** The numbers that begin in one text node, or an element in which they are still to be looked for. */
export interface Slot {
  readonly node: Text | Element;
  hits: readonly Hit[];
  readonly chunk: Chunk;
  /** All that may be in an element; of a text nothing more than its hits. */
  possible: readonly E164[];
}

/** Nodes that were found one after another: they stand near each other and are painted together. */
export interface Chunk {
  /** In whose children they were found; null for a line that was read alone. */
  readonly list: Node | null;
  slots: Slot[];
  /** Painted as it is now. */
  current: boolean;
}

const CHUNK = 32;
const MAX_LEVELS = 8;
const NONE: readonly never[] = [];

/** The numbers of a page's texts, kept by node and grouped for painting. */
export function createHits() {
  let ordered: Chunk[] = [];
  let late: Chunk[] = [];
  let slots = new Map<Node, Slot>();
  /** What was known before a scan of everything began; kept until that ends. */
  let before: { readonly chunks: readonly Chunk[]; readonly slots: Map<Node, Slot> } | null = null;
  /** Where the texts of an element go that was put off: to its place. */
  let place: { readonly chunk: Chunk; at: number } | null = null;

  const empty = (slot: Slot | undefined): void => {
    if (!slot) return;
    slot.hits = NONE;
    slot.possible = NONE;
    slot.chunk.current = false;
  };

  const forget = (node: Node): void => {
    empty(slots.get(node));
    slots.delete(node);
    if (!before) return;
    empty(before.slots.get(node));
    before.slots.delete(node);
  };

  const chunkFor = (list: Node | null): Chunk => {
    if (place) return place.chunk;
    const chunks = before ? ordered : late;
    const last = chunks.at(-1);
    if (last && list && last.list === list && last.slots.length < CHUNK) return last;
    const chunk: Chunk = { list, slots: [], current: false };
    chunks.push(chunk);
    return chunk;
  };

  const add = (slot: Slot): void => {
    const { chunk, node } = slot;
    chunk.current = false;
    if (place) chunk.slots.splice(place.at++, 0, slot);
    else chunk.slots.push(slot);
    slots.set(node, slot);
  };

  const put = (node: Text, hits: readonly Hit[], list: Node | null): void => {
    if (before) {
      empty(before.slots.get(node));
      before.slots.delete(node);
    }
    const known = slots.get(node);
    if (known) {
      known.hits = hits;
      known.chunk.current = false;
    } else add({ node, hits, chunk: chunkFor(list), possible: NONE });
  };

  const filled = (chunk: Chunk): boolean => {
    if (!chunk.current) {
      chunk.slots = chunk.slots.filter(({ hits, possible }) => hits.length + possible.length > 0);
    }
    return chunk.slots.length > 0;
  };

  return {
    /** A text was read: what was known of it is replaced. Hits in order; `list` as in `Chunk`. */
    put: (node: Text, hits: readonly Hit[], list: Node | null): void => {
      if (hits.length > 0) put(node, hits, list);
      else forget(node);
    },
    /** An element is read once it is known to be worth it. */
    putOff: (element: Element, possible: readonly E164[], list: Node | null): void => {
      if (slots.has(element)) forget(element);
      add({ node: element, hits: NONE, chunk: chunkFor(list), possible });
    },
    /** The element that a node lies in, not far below, and that is put off. */
    putOffAround: (node: Node): Slot | null => {
      let up = parentOf(node);
      for (let level = 0; up && level < MAX_LEVELS; level++, up = parentOf(up)) {
        const slot = slots.get(up);
        if (slot && slot.possible.length > 0) return slot;
      }
      return null;
    },
    /** Those that are put off and may hold a number that is `wanted`. */
    putOffs: (wanted: (number: E164) => boolean): readonly Slot[] =>
      [...slots.values()].filter(({ possible }) => possible.some(wanted)),
    /** Reads an element that was put off: what is found takes its place. */
    read: (slot: Slot, read: (element: Element) => void): void => {
      const { node, chunk } = slot;
      const at = chunk.slots.indexOf(slot);
      forget(node);
      if (at < 0 || !node.isConnected) return;
      chunk.slots.splice(at, 1);
      place = { chunk, at };
      try {
        read(node as Element);
      } finally {
        place = null;
      }
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
    of: (node: Text): readonly Hit[] => (slots.get(node) ?? before?.slots.get(node))?.hits ?? NONE,
    find: (wanted: E164): Text | null => {
      for (const { node, hits } of slots.values()) {
        if (node.isConnected && hits.some(({ number }) => number === wanted)) return node as Text;
      }
      return null;
    },
    /** Texts and elements that are known. */
    size: (): number => slots.size,
    /** Those that were found, and what may be in elements that were put off. */
    numbers: function* (): Generator<E164> {
      for (const { hits, possible } of slots.values()) {
        for (const { number } of hits) yield number;
        yield* possible;
      }
    },
  };
}

export type Hits = ReturnType<typeof createHits>;
