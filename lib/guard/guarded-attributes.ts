import type { VerdictKind } from "../consent/verdict.ts";
import { attribute, putAttribute } from "./element-access.ts";
import { isInEditor } from "./ground.ts";
import type { Sheets } from "./sheets.ts";

export const MARK = "data-consent-guard";
export const DISABLED = "aria-disabled";
/** The page's own word on it, where it has one. */
export const WAS = "data-consent-guard-was";

/** The few attributes that we write, each put back as it was. */
export function createGuardedAttributes(sheets: Sheets, signal: AbortSignal) {
  const before = new Map<Element, { readonly disabled: string | null }>();

  const restore = (element: Element): void => {
    const old = before.get(element);
    if (!old) return;
    before.delete(element);
    putAttribute(element, MARK, null);
    putAttribute(element, WAS, null);
    if (element instanceof HTMLInputElement) return;
    putAttribute(element, DISABLED, old.disabled);
  };

  const mark = (element: Element, kind: VerdictKind): void => {
    if (kind === "clear" || isInEditor(element)) {
      restore(element);
      return;
    }
    sheets.forAttributes(element);
    if (!before.has(element)) {
      const disabled = attribute(element, DISABLED);
      before.set(element, { disabled });
      const isLink = !(element instanceof HTMLInputElement);
      if (isLink && disabled !== null) putAttribute(element, WAS, disabled);
    }
    if (attribute(element, MARK) !== kind) putAttribute(element, MARK, kind);
    if (element instanceof HTMLInputElement || kind !== "opted-out") return;
    if (attribute(element, DISABLED) !== "true") putAttribute(element, DISABLED, "true");
  };

  signal.addEventListener("abort", () => {
    for (const element of [...before.keys()]) restore(element);
  });

  return {
    /** Makes one element marked, or not. */
    put: (element: Element, kind: VerdictKind | undefined): void => {
      if (kind) mark(element, kind);
      else restore(element);
    },
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
