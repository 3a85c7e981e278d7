import { defineContentScript } from "wxt/utils/define-content-script";
import { guardMainWorld } from "../../lib/guard/main-world/main-world.ts";

export default defineContentScript({
  matches: [],
  registration: "runtime",
  world: "MAIN",
  runAt: "document_start",
  main: () => guardMainWorld(window),
});
