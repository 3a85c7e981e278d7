import { defineContentScript } from "wxt/utils/define-content-script";
import { showPage } from "../../lib/guard/shown-page.ts";
import { provideShowing } from "../../lib/guard/stage.ts";

export default defineContentScript({
  matches: [],
  registration: "runtime",
  runAt: "document_start",
  main: () => provideShowing(showPage),
});
