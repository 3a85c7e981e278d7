const SETTLE_MS = 30;
/** Our scans may take this share of the main thread on a page that never stops changing. */
const SHARE = 0.2;

const WATCHED = {
  childList: true,
  subtree: true,
  characterData: true,
  attributes: true,
  attributeFilter: ["href", "action", "formaction", "data-href", "value"],
};

/** Collects what changed and hands it over in batches, outermost nodes only. */
export function createDirtyNodes(
  rescan: (roots: readonly Element[]) => Promise<void>,
  signal: AbortSignal,
) {
  const dirty = new Set<Element>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let busy = false;

  const outermost = (): Element[] => {
    const connected = [...dirty].filter((element) => element.isConnected);
    dirty.clear();
    const all = new Set(connected);
    return connected.filter((element) => {
      for (let up = element.parentElement; up; up = up.parentElement) if (all.has(up)) return false;
      return true;
    });
  };

  const run = async (): Promise<void> => {
    timer = undefined;
    busy = true;
    const started = performance.now();
    await rescan(outermost());
    busy = false;
    const cost = performance.now() - started;
    if (dirty.size > 0) schedule(Math.max(SETTLE_MS, cost * (1 / SHARE - 1)));
  };

  const schedule = (delay: number): void => {
    if (timer === undefined && !busy && !signal.aborted)
      timer = setTimeout(() => void run(), delay);
  };

  const add = (element: Element | null): void => {
    if (!element) return;
    dirty.add(element);
    schedule(SETTLE_MS);
  };

  const observer = new MutationObserver((records) => {
    for (const { type, target } of records) {
      if (target instanceof ShadowRoot) for (const child of target.children) add(child);
      else if (type === "characterData") add(target.parentElement);
      else add(target instanceof Element ? target : null);
    }
  });

  signal.addEventListener("abort", () => {
    observer.disconnect();
    clearTimeout(timer);
  });
  return { add, watch: (root: Node): void => observer.observe(root, WATCHED) };
}
