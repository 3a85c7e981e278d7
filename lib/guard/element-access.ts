/**
 * Methods of elements by their prototype: a form with a field named `matches` or
 * `getAttribute` has that field in the method's place.
 */
const {
  getAttribute,
  setAttribute,
  removeAttribute,
  matches: match,
  closest,
  getBoundingClientRect,
} = Element.prototype;

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

export const boxOf = (element: Element): DOMRect => getBoundingClientRect.call(element);
