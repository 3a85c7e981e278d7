import { CARD_MARK } from "./card/card-tag.ts";
import { childrenOf, descendantsOf, nameOf } from "./node-access.ts";
import type { Tree } from "./text/units.ts";

export interface ShadowRootPorts {
  /** A shadow root however closed it is; null where there is none. */
  readonly shadowOf: (element: Element) => ShadowRoot | null;
  /** Called once for each root that is found. */
  readonly onFound: (root: ShadowRoot) => void;
}

/** Our picker and our card. */
const OWN_TAGS = "consent-guard-";
/** Built-in elements that may have a shadow root; custom elements may too. */
const HOST_NAMES = new Set(
  "article,aside,blockquote,body,div,footer,h1,h2,h3,h4,h5,h6,header,main,nav,p,section,span".split(
    ",",
  ),
);
/**
 * What may have a shadow root, told by the names of what has none, the most common
 * first: the sooner one fits, the less its element costs.
 */
const CANDIDATES = ":not(td,tr,a,li,svg,path,i,b,img,th,button,input,label,option)";
/** More elements are not asked for in one query: it would hold the main thread. */
const MAX_QUERIED = 10_000;
/** So few elements are looked at sooner than the browser has read that selector. */
const FEW = 64;
/** Elements looked at between two looks at the clock. */
const STEP = 100;
const LONG_LIST = 512;
const SAMPLE = 16;
const SLICE_MS = 4;
/** Looking again for roots that were attached later takes this share of the main thread. */
const SHARE = 0.01;
const REST_MS = 1000;
const IDLE_WITHIN_MS = 500;
/** A person gets to these before a round does. */
const TOUCHES = ["pointerover", "pointerdown", "focusin", "click", "keydown"];

/**
 * The shadow roots of a page. No event or
 * mutation tells of one that is attached to an element already there: all that
 * could have one are looked at in rounds, while the page rests.
 */
export function createShadowRoots(
  document: Document,
  { shadowOf, onFound }: ShadowRootPorts,
  signal: AbortSignal,
) {
  const known = new WeakSet<ShadowRoot>();
  const roots = new Set<WeakRef<ShadowRoot>>();
  let queue = new Set<Tree>();
  let round: Generator<void> | null = null;
  let waiting: { readonly idle: number } | { readonly timer: number } | null = null;
  let cost = 0;
  let rounds = 0;
  let found = 0;

  const check = (element: Element): void => {
    const localName = nameOf(element);
    if (!HOST_NAMES.has(localName) && !localName.includes("-")) return;
    // What we say ourselves is not the page's.
    if (localName.startsWith(OWN_TAGS)) return;
    const root = shadowOf(element);
    if (!root || known.has(root) || element.hasAttribute(CARD_MARK)) return;
    known.add(root);
    found++;
    roots.add(new WeakRef(root));
    listen(root);
    look(root);
    onFound(root);
  };

  const listen = (root: Document | ShadowRoot): void => {
    const onTouch = (event: Event): void => {
      const target = event.composedPath()[0];
      if (target instanceof Element) check(target);
    };
    for (const type of TOUCHES) {
      root.addEventListener(type, onTouch, { capture: true, passive: true, signal });
    }
  };

  /** Of a long list a sample, another one each round; all of it where the sample has a root. */
  const lookUnderChildren = function* (element: Element): Generator<void> {
    const children = childrenOf(element);
    const many = children.length > LONG_LIST;
    const before = found;
    for (let index = many ? rounds % SAMPLE : 0; index < children.length; ) {
      const child = children.item(index);
      if (child) yield* lookUnder(child);
      index += many && found === before ? SAMPLE : 1;
    }
  };

  const lookUnder = function* (element: Element): Generator<void> {
    check(element);
    const descendants = descendantsOf(element);
    if (descendants.item(MAX_QUERIED)) {
      yield* lookUnderChildren(element);
      return;
    }
    let step = 0;
    const candidates = descendants.item(FEW) ? element.querySelectorAll(CANDIDATES) : descendants;
    for (const candidate of candidates) {
      check(candidate);
      if (++step % STEP === 0) yield;
    }
    yield;
  };

  const lookAt = function* (trees: Iterable<Tree>): Generator<void> {
    for (const tree of trees) {
      if (!tree.isConnected) continue;
      if (tree instanceof Element) yield* lookUnder(tree);
      else for (const child of [...tree.children]) yield* lookUnder(child);
    }
  };

  const everything = function* (): Generator<Tree> {
    yield document.documentElement;
    for (const ref of roots) {
      const root = ref.deref();
      if (root) yield root;
      else roots.delete(ref);
    }
  };

  const stopWaiting = (): void => {
    if (waiting && "idle" in waiting) cancelIdleCallback(waiting.idle);
    if (waiting && "timer" in waiting) clearTimeout(waiting.timer);
    waiting = null;
  };

  const step = (): void => {
    waiting = null;
    const started = performance.now();
    if (queue.size > 0) {
      const before = round;
      const trees = queue;
      queue = new Set();
      round = (function* () {
        yield* lookAt(trees);
        if (before) yield* before;
      })();
    }
    round ??= lookAt(everything());
    let done = false;
    while (!done && performance.now() - started < SLICE_MS) done = round.next().done === true;
    cost += performance.now() - started;
    if (done) round = null;
    if (!done || queue.size > 0) {
      goOn();
      return;
    }
    rounds++;
    const rest = Math.max(REST_MS, cost / SHARE);
    cost = 0;
    waiting = { timer: window.setTimeout(goOn, rest) };
  };

  const goOn = (): void => {
    stopWaiting();
    if (signal.aborted) return;
    waiting = { idle: requestIdleCallback(step, { timeout: IDLE_WITHIN_MS }) };
  };

  const look = (tree: Tree): void => {
    queue.add(tree);
    if (!waiting || "timer" in waiting) goOn();
  };

  listen(document);
  signal.addEventListener("abort", stopWaiting);
  return {
    /** A new subtree: its shadow roots are found as soon as the page rests. */
    look,
  };
}

export type ShadowRoots = ReturnType<typeof createShadowRoots>;
