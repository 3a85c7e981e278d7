import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { markFrame } from "../lib/guard/quiet-frame.ts";
import { providePart } from "../lib/guard/stage.ts";

/** In guarded pages, third: finds and marks. */
export default defineUnlistedScript(() => providePart({ part: "page", start: markFrame }));
