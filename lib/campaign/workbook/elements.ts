import { Failure } from "../../failure.ts";
import { withoutCdata } from "./xml-text.ts";
import type { PartReader } from "./zip-parts.ts";

/** No row and no text of a workbook is this long. */
const LONGEST = 4_000_000;

/**
 * The elements of one name out of a part that arrives in pieces, each as its markup
 * from the opening tag on. Such elements must not hold one another.
 * @throws Failure `workbook-broken` when one does not end
 */
export function elementsOf(name: string, onElement: (markup: string) => void): PartReader {
  const decoder = new TextDecoder();
  const opening = new RegExp(`<((?:\\w+:)?${name})(?=[\\s/>])`, "g");
  let carried = "";
  return (bytes, last) => {
    const xml = carried + decoder.decode(bytes, { stream: !last });
    let done = 0;
    for (;;) {
      opening.lastIndex = done;
      const found = opening.exec(xml);
      if (!found) {
        // The end may hold the first half of an opening tag.
        const half = xml.lastIndexOf("<");
        done = half < done ? xml.length : half;
        break;
      }
      done = found.index;
      const tagEnd = xml.indexOf(">", done);
      if (tagEnd < 0) break;
      if (xml[tagEnd - 1] === "/") {
        onElement(xml.slice(done, tagEnd + 1));
        done = tagEnd + 1;
        continue;
      }
      const close = `</${found[1]}>`;
      const end = xml.indexOf(close, tagEnd);
      if (end < 0) break;
      onElement(withoutCdata(xml.slice(done, end)));
      done = end + close.length;
    }
    carried = xml.slice(done);
    opening.lastIndex = 0;
    if (carried.length > LONGEST || (last && opening.test(carried))) {
      throw new Failure("workbook-broken", { detail: `${name} without an end` });
    }
  };
}
