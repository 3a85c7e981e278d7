import type { VerdictKind } from "../consent/verdict.ts";
import { isInEditor } from "./ground.ts";

export const MARK = "data-consent-guard";
const DISABLED = "aria-disabled";

/** The few attributes that we write, each put back as it was. */
export function createGuardedAttributes(signal: AbortSignal) {
  const before = new Map<Element, { readonly disabled: string | null }>();

  const restore = (element: Element): void => {
    const old = before.get(element);
    if (!old) return;
    before.delete(element);
    element.removeAttribute(MARK);
    if (element instanceof HTMLInputElement) return;
    if (old.disabled === null) element.removeAttribute(DISABLED);
    else element.setAttribute(DISABLED, old.disabled);
  };

  const mark = (element: Element, kind: VerdictKind): void => {
    if (kind === "clear" || isInEditor(element)) {
      restore(element);
      return;
    }
    if (!before.has(element)) before.set(element, { disabled: element.getAttribute(DISABLED) });
    if (element.getAttribute(MARK) !== kind) element.setAttribute(MARK, kind);
    if (element instanceof HTMLInputElement || kind !== "opted-out") return;
    if (element.getAttribute(DISABLED) !== "true") element.setAttribute(DISABLED, "true");
  };

  signal.addEventListener("abort", () => {
    for (const element of [...before.keys()]) restore(element);
  });

  return {
    /** Makes exactly these elements marked; those that must be left alone stay as they are. */
    apply: (
      marks: ReadonlyMap<Element, VerdictKind>,
      leaveAlone: (element: Element) => boolean = () => false,
    ): void => {
      for (const element of [...before.keys()]) {
        if (!marks.has(element) && !leaveAlone(element)) restore(element);
      }
      for (const [element, kind] of marks) if (!leaveAlone(element)) mark(element, kind);
    },
  };
}
