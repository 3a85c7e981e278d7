import {
  ASK,
  decodeLaunch,
  HELLO,
  type Launch,
  READY,
  START,
  STOP,
} from "../main-world/channel.ts";

/** One for the life of the document: a second one could come from the page. */
let channel: Element | null = null;

/** Listens to what the page's code is about to open; `holds` says whether the guard takes it over. */
export function onPageLaunch(
  window: Window & typeof globalThis,
  holds: (launch: Launch) => boolean,
  signal: AbortSignal,
): void {
  const first = channel === null;
  const port = channel ?? window.document.createElement("i");
  channel = port;
  const onAsk = (event: Event): void => {
    if (holds(decodeLaunch((event as CustomEvent<string>).detail))) event.preventDefault();
  };
  port.addEventListener(ASK, onAsk, { signal });
  signal.addEventListener("abort", () => port.dispatchEvent(new Event(STOP)));
  if (!first) {
    port.dispatchEvent(new Event(START));
    return;
  }
  // Only an event can carry an element from one world to the other.
  const hello = (): void => {
    window.dispatchEvent(new MouseEvent(HELLO, { relatedTarget: port }));
  };
  window.addEventListener(READY, hello, { once: true });
  hello();
}
