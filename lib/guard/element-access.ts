/**
 * Methods and properties of elements by their prototype: a form with a field named
 * `matches` or `parentNode` has that field in its place.
 */
const {
  getAttribute,
  setAttribute,
  removeAttribute,
  hasAttributes,
  matches: match,
  closest,
  getElementsByTagName,
} = Element.prototype;
const { getRootNode } = Node.prototype;

export const attribute = (element: Element, name: string): string | null =>
  getAttribute.call(element, name);

export const putAttribute = (element: Element, name: string, value: string | null): void => {
  if (value === null) removeAttribute.call(element, name);
  else setAttribute.call(element, name, value);
};

export const matches = (element: Element, selector: string): boolean =>
  match.call(element, selector);

export const closestOf = (element: Element, selector: string): Element | null =>
  closest.call(element, selector);

export const hasAttributesAt = (element: Element): boolean => hasAttributes.call(element);

/** Whether the element is laid out. */
export const isShown = (element: Element): boolean =>
  Element.prototype.checkVisibility.call(element);

export const descendantsOf = (element: Element): HTMLCollectionOf<Element> =>
  getElementsByTagName.call(element, "*");

export const rootOf = (node: Node): Node => getRootNode.call(node);

const reader = <O extends object, K extends keyof O>(prototype: O, name: K): ((of: O) => O[K]) => {
  const get = Object.getOwnPropertyDescriptor(prototype, name)?.get as (this: O) => O[K];
  return (of) => get.call(of);
};

export const parentOf = reader(Node.prototype, "parentNode");
export const parentElementOf = reader(Node.prototype, "parentElement");
export const childrenOf = reader(Element.prototype, "children");
export const firstChildOf = reader(Node.prototype, "firstChild");
export const nextSiblingOf = reader(Node.prototype, "nextSibling");
export const textOf = reader(Node.prototype, "textContent");
export const nameOf = reader(Element.prototype, "localName");
