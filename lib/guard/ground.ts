import { closestOf, matches } from "./element-access.ts";
import { hasAttributesAt, nameOf, rootOf } from "./node-access.ts";

/** Elements whose text is code or a choice, not something that the page shows as text. */
const CODE = "script,style,noscript,template,textarea,select,option,title,datalist";
/** What a person is writing in: read-only ground, where not even an attribute may be set. */
const EDITORS =
  '[contenteditable]:not([contenteditable="false" i]),[role="textbox"],.ProseMirror,.CodeMirror,.cm-editor,.monaco-editor';
const OFF_LIMITS = `${CODE},${EDITORS}`;

const CODE_NAMES = new Set(CODE.split(","));

/** Whether this element begins ground where nothing is read. */
export const isOffLimits = (element: Element): boolean =>
  CODE_NAMES.has(nameOf(element)) || (hasAttributesAt(element) && matches(element, EDITORS));

/** The host's element where a tree ends, so that a look upwards goes on outside it. */
const hostOf = (node: Node): Element | null => {
  const root = rootOf(node);
  return root instanceof ShadowRoot ? root.host : null;
};

/** The nearest of `selector` around a node; across shadow roots too. */
function closestAcross(node: Node, selector: string): Element | null {
  let element = node instanceof Element ? node : node.parentElement;
  while (element) {
    const found = closestOf(element, selector);
    if (found) return found;
    element = hostOf(element);
  }
  // A text right in a shadow root has no parent element.
  const host = node instanceof Element || node.parentElement ? null : hostOf(node);
  return host && closestAcross(host, selector);
}

const isDesigned = (node: Node): boolean => node.ownerDocument?.designMode === "on";

/** Whether nothing may be read here: code, or what a person is writing. */
export const isWithinOffLimits = (node: Node): boolean =>
  isDesigned(node) || closestAcross(node, OFF_LIMITS) !== null;

/** Read-only ground: not even an attribute may be written there. */
export const isInEditor = (node: Node): boolean =>
  isDesigned(node) || closestAcross(node, EDITORS) !== null;
