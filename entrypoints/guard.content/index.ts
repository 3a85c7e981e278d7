import { defineContentScript } from "wxt/utils/define-content-script";

export default defineContentScript({
  matches: [],
  registration: "runtime",
  allFrames: true,
  matchAboutBlank: true,
  matchOriginAsFallback: true,
  runAt: "document_start",
  main() {},
});
