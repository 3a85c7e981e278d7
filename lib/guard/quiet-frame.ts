import { WATCHED } from "./follower.ts";
import { clearCard, hasLeftovers } from "./leftovers.ts";
import { markPage } from "./marked-page.ts";
import { descendantsOf, nameOf, parentElementOf } from "./node-access.ts";
import { createShadowRoots } from "./shadow-roots.ts";
import type { MarkedPage, Stage } from "./stage.ts";

/** A frame of more elements or texts than this is not asked whether there is anything in it. */
const FEW = 64;
/** Elements that carry numbers outside of any text. */
const CARRIERS = "a,area,input,form[action],[formaction],[data-href]";
const CODE = new Set(["script", "style"]);
const DIGIT = /\p{Nd}/u;

/** Whether nothing can be a number here; never said of much. */
function isBare(document: Document): boolean {
  const { documentElement } = document;
  if (!documentElement) return true;
  if (descendantsOf(documentElement).item(FEW) || document.querySelector(CARRIERS)) return false;
  const texts = document.createTreeWalker(documentElement, NodeFilter.SHOW_TEXT);
  for (let seen = 0; texts.nextNode(); seen++) {
    const { currentNode: node } = texts;
    if (seen === FEW) return false;
    const parent = parentElementOf(node);
    if (parent && CODE.has(nameOf(parent))) continue;
    if (DIGIT.test(node.nodeValue ?? "")) return false;
  }
  return true;
}

/**
 * Most frames of a page are an advertisement's, a tracker's, a widget's and never hold a
 * number. Such a frame is listened to, and nothing more is made for it until one may be there.
 */
function markOnceNeeded(stage: Stage, signal: AbortSignal): MarkedPage {
  const { window } = stage;
  const { document } = window;
  const quiet = new AbortController();
  let page: MarkedPage | null = null;

  const wake = (): void => {
    if (page || signal.aborted) return;
    quiet.abort();
    page = markPage(stage, signal);
  };
  const look = (): void => {
    if (!page && !isBare(document)) wake();
  };

  const listen = (): void => {
    const shadowRoots = createShadowRoots(
      document,
      { shadowOf: stage.ports.shadowOf, onFound: wake },
      quiet.signal,
    );
    // Before the browser styles what has come: the rules for our marks then cost nothing.
    const observer = new MutationObserver((records) => {
      look();
      if (!page && records.some(({ type }) => type === "childList")) {
        shadowRoots.look(document.documentElement);
      }
    });
    observer.observe(document, WATCHED);
    quiet.signal.addEventListener("abort", () => observer.disconnect());
    shadowRoots.look(document.documentElement);
  };

  let frame = 0;
  const onParsed = (): void => {
    window.cancelAnimationFrame(frame);
    look();
    if (!page) listen();
  };
  /** What arrives slowly is looked at before each of its pictures. No observer: a parser's every node would cost. */
  const lookWhileParsed = (): void => {
    look();
    if (!page) frame = window.requestAnimationFrame(lookWhileParsed);
  };

  signal.addEventListener("abort", () => quiet.abort());
  quiet.signal.addEventListener("abort", () => window.cancelAnimationFrame(frame));
  if (document.readyState === "loading") {
    frame = window.requestAnimationFrame(lookWhileParsed);
    document.addEventListener("DOMContentLoaded", onParsed, { once: true, signal: quiet.signal });
  } else {
    clearCard(document);
    if (hasLeftovers(document)) wake();
    else onParsed();
  }

  const pageNow = (): MarkedPage | null => {
    look();
    return page;
  };
  return {
    show: () => page?.show(),
    readAll: () => page?.readAll(),
    resetReport: () => page?.resetReport(),
    numbers: () => pageNow()?.numbers() ?? [],
    isRead: () => pageNow()?.isRead() ?? document.readyState !== "loading",
    numberAt: (x, y) => page?.numberAt(x, y) ?? null,
    numberOf: (element) => page?.numberOf(element) ?? null,
    find: (recipient) => pageNow()?.find(recipient) ?? null,
  };
}

/** Marks the numbers of one frame; of the page itself at once, whose style rules cost nothing while it is empty. */
export const markFrame = (stage: Stage, signal: AbortSignal): MarkedPage =>
  stage.window === stage.window.top ? markPage(stage, signal) : markOnceNeeded(stage, signal);
