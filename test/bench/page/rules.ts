/** In each page from its start: the guard's rules, as where it was there before the page. */
import { MARKS_CSS } from "../../../lib/guard/marks.css.ts";

const sheet = new CSSStyleSheet();
sheet.replaceSync(MARKS_CSS);
document.adoptedStyleSheets.push(sheet);
