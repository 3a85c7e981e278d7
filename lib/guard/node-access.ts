/**
 * Properties and methods of nodes by their prototype: a form with a field named
 * `parentNode` has that field in its place, and a walk upwards would never end.
 */
const reader = <O extends object, K extends keyof O>(prototype: O, name: K): ((of: O) => O[K]) => {
  const get = Object.getOwnPropertyDescriptor(prototype, name)?.get as (this: O) => O[K];
  return (of) => get.call(of);
};

export const parentOf = reader(Node.prototype, "parentNode");
export const parentElementOf = reader(Node.prototype, "parentElement");
export const childrenOf = reader(Element.prototype, "children");
export const firstChildOf = reader(Node.prototype, "firstChild");
export const previousSiblingOf = reader(Node.prototype, "previousSibling");
export const nextSiblingOf = reader(Node.prototype, "nextSibling");
export const textOf = reader(Node.prototype, "textContent");
export const nameOf = reader(Element.prototype, "localName");

export const rootOf = (node: Node): Node => Node.prototype.getRootNode.call(node);

export const descendantsOf = (element: Element): HTMLCollectionOf<Element> =>
  Element.prototype.getElementsByTagName.call(element, "*");

export const hasAttributesAt = (element: Element): boolean =>
  Element.prototype.hasAttributes.call(element);

/** Whether the element is laid out. */
export const isShown = (element: Element): boolean =>
  Element.prototype.checkVisibility.call(element);
