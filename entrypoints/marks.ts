import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { markPage } from "../lib/guard/marked-page.ts";
import { providePart } from "../lib/guard/stage.ts";

/** In guarded pages, third: finds and marks. */
export default defineUnlistedScript(() => providePart({ part: "page", start: markPage }));
