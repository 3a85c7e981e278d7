/** Bundled into an isolated world of the page, as a content script's would be. */
import { findPhoneNumbersInText } from "libphonenumber-js/min";
import { RegExpPhoneNumberMatcher } from "ringcentral-c2d/matchers/RegExpPhoneNumberMatcher";
import { RangeObserver } from "ringcentral-c2d/observers/RangeObserver";
import { numberReader } from "../../../lib/guard/number-reader.ts";
import { createFinder } from "../../../lib/guard/text/finder.ts";
import { MANY } from "../../../lib/guard/text/text-places.ts";
import type { E164 } from "../../../lib/phone/e164.ts";
import { guard } from "./guard.ts";

/** Reads every text node of a tree. */
function eachText(tree: Node, read: (data: string) => unknown): void {
  const walker = document.createTreeWalker(tree, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) read((node as Text).data);
}

/** Reads a page's text nodes, and then those of each tree that is added. */
function readAndWatch(read: (data: string) => unknown, signal: AbortSignal): void {
  const observer = new MutationObserver((records) => {
    for (const { addedNodes } of records) for (const node of addedNodes) eachText(node, read);
  });
  observer.observe(document.body, { childList: true, subtree: true });
  signal.addEventListener("abort", () => observer.disconnect());
  eachText(document.body, read);
}

let length = 0;

/** Each begins with a first pass over the page; all but the reader go on until the signal ends them. */
const contestants = {
  floor: (signal: AbortSignal): void =>
    readAndWatch((data) => {
      length += data.length;
    }, signal),
  /** The guard's first pass alone: all that is asked for. */
  reader: (): void => {
    const asked = new Set<E164>();
    const finder = createFinder({
      reader: numberReader,
      country: () => "US",
      isExact: (places) => places < MANY,
      onNumber: (number) => asked.add(number),
      onHidden: () => undefined,
      onLost: () => undefined,
    });
    for (const _ of finder.readTree(document.body));
  },
  guard,
  libphonenumber: (signal: AbortSignal): void =>
    readAndWatch((data) => findPhoneNumbersInText(data, "US"), signal),
  /** Takes the nodes from a queue, a task each. */
  c2d: (signal: AbortSignal): void => {
    const observer = new RangeObserver({
      node: document.body,
      matcher: new RegExpPhoneNumberMatcher(),
    });
    signal.addEventListener("abort", () => observer.dispose());
  },
};

let running = new AbortController();
Object.assign(globalThis, {
  start: (name: keyof typeof contestants): void => {
    running = new AbortController();
    contestants[name](running.signal);
  },
  stop: (): void => running.abort(),
  /** Keeps what was read from being optimised away. */
  lengthRead: (): number => length,
});
