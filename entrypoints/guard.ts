import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { isOrphan, pagePorts } from "../lib/browser/page-ports.ts";
import { startGuard } from "../lib/guard/guard.ts";
import { beginReign, type World } from "../lib/guard/reign.ts";
import { takeReader } from "../lib/guard/stage.ts";

/** In guarded pages, second: holds texts. Not WXT's content script, whose context a page can end by an event. */
export default defineUnlistedScript(() => {
  const reign = beginReign(document, globalThis as World, isOrphan);
  if (reign) startGuard(window, pagePorts, takeReader(), reign);
});
