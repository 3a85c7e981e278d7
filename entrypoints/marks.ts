import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { showPage } from "../lib/guard/shown-page.ts";
import { provideShowing } from "../lib/guard/stage.ts";

/** In guarded pages, second: finds, marks and explains. */
export default defineUnlistedScript(() => provideShowing(showPage));
