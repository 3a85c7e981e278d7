import { CARD_MARK } from "./card/card-tag.ts";
import { attribute, putAttribute } from "./element-access.ts";
import { DISABLED, MARK, WAS } from "./guarded-attributes.ts";
import { PAINT_NAMES, paintName } from "./marks.css.ts";

type Root = Document | ShadowRoot;

const isOurs = (sheet: CSSStyleSheet): boolean =>
  sheet.cssRules[0]?.cssText.includes(`::highlight(${paintName("opted-out")})`) === true;

/**
 * Firefox ends the scripts of an extension that it updates without a word to them: what
 * they did to the page stays. Told by the sheet that every guarded document has.
 */
export const hasLeftovers = (document: Document): boolean =>
  document.adoptedStyleSheets.some(isOurs);

/** The card of such a guard, which may have stood where nothing was marked. */
export const clearCard = (root: Root): void => {
  for (const host of root.querySelectorAll(`[${CARD_MARK}]`)) host.remove();
};

/** Takes out of one tree what such a guard has left. */
export function clearLeftovers(root: Root): void {
  root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => !isOurs(sheet));
  clearCard(root);
  for (const name of PAINT_NAMES) CSS.highlights.delete(name);
  for (const element of root.querySelectorAll(`[${MARK}]`)) {
    if (!(element instanceof HTMLInputElement) && attribute(element, DISABLED) !== null) {
      putAttribute(element, DISABLED, attribute(element, WAS));
    }
    putAttribute(element, MARK, null);
    putAttribute(element, WAS, null);
  }
}
