const { getAttribute } = Element.prototype;

/** An attribute as it stands; a form may have a field named `getAttribute`. */
export const attribute = (element: Element, name: string): string | null =>
  getAttribute.call(element, name);
