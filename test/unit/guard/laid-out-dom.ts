/** happy-dom as the reader of texts expects a browser. Imported before what is tested. */

/** This DOM has no layout: everything counts as shown. */
Element.prototype.checkVisibility = () => true;

/** It has an accessor in each class of nodes, where browsers have one for all. */
const ofElements = Object.getOwnPropertyDescriptor(Element.prototype, "textContent");
Object.defineProperty(Node.prototype, "textContent", {
  get(this: Node) {
    return this instanceof Element ? ofElements?.get?.call(this) : (this as Text).data;
  },
});
