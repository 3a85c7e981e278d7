import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { startExplaining } from "../lib/guard/card/explainer.ts";
import { providePart } from "../lib/guard/stage.ts";

/** In guarded pages, last: explains. */
export default defineUnlistedScript(() => providePart({ part: "card", start: startExplaining }));
