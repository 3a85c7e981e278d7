import { isShown } from "../node-access.ts";

/** Tells once when a subtree that was not shown comes into or near view. */
export function createHiddenTrees(onShown: (element: Element) => void, signal: AbortSignal) {
  const waiting = new WeakSet<Element>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting || !isShown(target)) continue;
        observer.unobserve(target);
        waiting.delete(target);
        onShown(target);
      }
    },
    { rootMargin: "100%" },
  );
  signal.addEventListener("abort", () => observer.disconnect());
  return (element: Element): void => {
    if (waiting.has(element)) return;
    waiting.add(element);
    observer.observe(element);
  };
}
