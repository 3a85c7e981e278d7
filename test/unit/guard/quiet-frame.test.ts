// @vitest-environment happy-dom
import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { numberReader } from "../../../lib/guard/number-reader.ts";
import { markFrame } from "../../../lib/guard/quiet-frame.ts";
import type { MarkedPage, Stage } from "../../../lib/guard/stage.ts";
import { TUNED } from "../../corpus/corpus.ts";

const started = vi.hoisted(() => vi.fn());
vi.mock("../../../lib/guard/marked-page.ts", () => ({
  markPage: () => {
    started();
    return { isRead: () => false, numbers: () => [] };
  },
}));

const BARE = "<p>Frame</p><script>var build = 4155552600;</script><div></div>";

let stop: AbortController;
const ask = vi.fn();
const idle = vi.fn(() => 0);
const frames = vi.fn((_look: () => void) => 0);
beforeEach(() => {
  stop = new AbortController();
  vi.stubGlobal("requestIdleCallback", idle);
  vi.stubGlobal("cancelIdleCallback", () => undefined);
});
afterEach(() => {
  stop.abort();
  vi.clearAllMocks();
  vi.unstubAllGlobals();
  document.body.replaceChildren();
  document.adoptedStyleSheets = [];
});

const start = (source: string, put: () => void = () => undefined): MarkedPage => {
  document.body.innerHTML = source;
  put();
  const ports = { ask, shadowOf: (element: Element) => element.shadowRoot };
  const window = {
    document,
    top: null,
    requestAnimationFrame: frames,
    cancelAnimationFrame: () => undefined,
  };
  const stage = { window, ports } as unknown as Stage;
  return markFrame(stage, stop.signal);
};
/** Mutations are told after the task that made them. */
const told = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

it("makes nothing for a frame without numbers: no rules, no message, nothing that reads", async () => {
  const page = start(BARE);
  document.body.append("more words");
  await told();
  expect(started).not.toHaveBeenCalled();
  expect(document.adoptedStyleSheets).toEqual([]);
  expect(ask).not.toHaveBeenCalled();
  expect(page.numbers()).toEqual([]);
  expect(page.isRead()).toBe(true);
  expect(page.numberAt(1, 1)).toBeNull();
});

it("marks the page itself at once", () => {
  document.body.innerHTML = BARE;
  const window = { document, top: null as object | null };
  window.top = window;
  markFrame({ window } as unknown as Stage, stop.signal);
  expect(started).toHaveBeenCalledTimes(1);
});

const html = (source: string) => (): void => {
  document.body.insertAdjacentHTML("beforeend", source);
};
const manyTexts = (): void => {
  for (let i = 0; i < 70; i++) document.body.append(document.createTextNode("a "));
};

it.each([
  ["a digit", html("<p>Unit 5</p>")],
  ["a digit of another script", html("<p>\u0664</p>")],
  ["a link", html("<a>Text</a>")],
  ["a field", html("<input>")],
  ["a form that goes somewhere", html("<form action='sms:x'></form>")],
  ["many elements", html("<i></i>".repeat(70))],
  ["many texts", manyTexts],
])("reads a frame that has %s, or gets it", async (_what, put) => {
  start("", put);
  expect(started).toHaveBeenCalledTimes(1);
  stop.abort();
  stop = new AbortController();
  started.mockClear();

  start(BARE);
  expect(started).not.toHaveBeenCalled();
  put();
  await told();
  expect(started).toHaveBeenCalledTimes(1);
});

it("reads a frame as soon as a text of it changes into one with a digit", async () => {
  start(BARE);
  const text = document.querySelector("p")?.firstChild as Text;
  text.data = "(415) 555-2600";
  await told();
  expect(started).toHaveBeenCalledTimes(1);
});

it("is quiet while it arrives, until something has", () => {
  const state = vi.spyOn(document, "readyState", "get").mockReturnValue("loading");
  start(BARE);
  const nextFrame = (): void => frames.mock.lastCall?.[0]();
  nextFrame();
  expect(started).not.toHaveBeenCalled();
  expect(idle).not.toHaveBeenCalled();
  document.body.append("415 555 2600");
  nextFrame();
  expect(started).toHaveBeenCalledTimes(1);
  expect(frames).toHaveBeenCalledTimes(2);

  stop.abort();
  stop = new AbortController();
  started.mockClear();
  start(BARE);
  document.body.append("415 555 2600");
  document.dispatchEvent(new Event("DOMContentLoaded"));
  expect(started).toHaveBeenCalledTimes(1);
  state.mockRestore();
});

it("looks again before it says that there is nothing", () => {
  const page = start(BARE);
  document.body.append("415 555 2600");
  expect(page.isRead()).toBe(false);
  expect(started).toHaveBeenCalledTimes(1);
});

it("looks for shadow roots while it is quiet, and no more afterwards", async () => {
  start(BARE);
  expect(idle).toHaveBeenCalledTimes(1);
  document.querySelector("div")?.attachShadow({ mode: "open" });
  const [[step]] = idle.mock.calls as unknown as [[() => void]];
  step();
  expect(started).toHaveBeenCalledTimes(1);
});

it("is quiet about no text in which a number is found", () => {
  const texts = TUNED.map(({ text }) => text).filter(
    (text) => numberReader.scanNumbers(text, "US").length > 0,
  );
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.string(), (text, words) => {
      started.mockClear();
      const page = start("<p></p>");
      document.querySelector("p")?.append(words, text);
      page.numbers();
      expect(started).toHaveBeenCalledTimes(1);
      stop.abort();
      stop = new AbortController();
    }),
  );
});
