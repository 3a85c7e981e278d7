import { ASK, decodeLaunch, GO, HELLO, READY, START, STOP } from "../main-world/channel.ts";

/** One for the life of the document: a second one could come from the page. */
let channel: Element | null = null;

/** Listens to what the page's code is about to open; `holds` says whether it has to wait, and then lets it go on. */
export function onPageLaunch(
  window: Window & typeof globalThis,
  holds: (url: string, goOn: () => void) => boolean,
  signal: AbortSignal,
): void {
  const first = channel === null;
  const port = channel ?? window.document.createElement("i");
  channel = port;
  const onAsk = (event: Event): void => {
    const { id, url } = decodeLaunch((event as CustomEvent<string>).detail);
    const goOn = (): void => {
      port.dispatchEvent(new CustomEvent(GO, { detail: id }));
    };
    if (holds(url, goOn)) event.preventDefault();
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
  window.addEventListener(READY, hello);
  // The channel has arrived: whoever asks for it now is the page.
  port.addEventListener(READY, () => window.removeEventListener(READY, hello));
  hello();
}
