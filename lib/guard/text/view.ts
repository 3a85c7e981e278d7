import { boxOf } from "../element-access.ts";
import { parentElementOf } from "../node-access.ts";
import { contains } from "./number-at.ts";
import { isBig } from "./units.ts";

const ROWS = 8;
const COLUMNS = 3;
/** The largest small subtrees at points spread over the view; none where the whole page is small. */
export function treesInView(document: Document): Set<Element> {
  const trees = new Set<Element>();
  const boxes: DOMRect[] = [];
  const { body, defaultView } = document;
  if (!body || !defaultView || !isBig(body)) return trees;
  const { innerWidth, innerHeight } = defaultView;
  for (let row = 0; row < ROWS; row++) {
    for (let column = 0; column < COLUMNS; column++) {
      const x = ((column + 0.5) * innerWidth) / COLUMNS;
      const y = ((row + 0.5) * innerHeight) / ROWS;
      // Asking what stands at a point costs as much as the page is large.
      if (boxes.some((box) => contains(box, x, y))) continue;
      let tree = document.elementFromPoint(x, y);
      if (!tree || isBig(tree)) continue;
      for (let up = parentElementOf(tree); up && !isBig(up); up = parentElementOf(up)) tree = up;
      trees.add(tree);
      boxes.push(boxOf(tree));
    }
  }
  return trees;
}
