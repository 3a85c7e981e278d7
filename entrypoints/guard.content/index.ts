import { defineContentScript } from "wxt/utils/define-content-script";
import { pagePorts } from "../../lib/browser/page-ports.ts";
import { startGuard } from "../../lib/guard/guard.ts";

export default defineContentScript({
  matches: [],
  registration: "runtime",
  runAt: "document_start",
  main: (context) => startGuard(window, pagePorts, context.signal),
});
