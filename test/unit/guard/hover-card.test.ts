// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createCard } from "../../../lib/guard/card/card.ts";
import type { CardHost } from "../../../lib/guard/card/card-host.ts";
import { createHoverCard } from "../../../lib/guard/card/hover-card.ts";
import type { GuardPorts } from "../../../lib/guard/ports.ts";
import type { Stage } from "../../../lib/guard/stage.ts";
import type { E164 } from "../../../lib/phone/e164.ts";

const NUMBER = "+14155552600" as E164;
const OTHER = "+14155552601" as E164;
/** Longer than any rest of the pointer. */
const LONG_MS = 5000;

let stop: AbortController;
beforeEach(() => {
  vi.useFakeTimers();
  stop = new AbortController();
});
afterEach(() => {
  stop.abort();
  vi.useRealTimers();
  document.body.replaceChildren();
});

/** The card's host without what only a browser has; `shown` is the kind of card that is there. */
function fakeHost() {
  let shown: string | null = null;
  let last: Element | null = null;
  const host = {
    put: (kind: string, _role: string, parts: readonly Element[]) => {
      shown = kind;
      const element = document.createElement("div");
      const root = element.attachShadow({ mode: "open" });
      const card = document.createElement("section");
      card.append(...parts);
      root.append(card);
      document.body.append(element);
      last = card;
      return { root, card };
    },
    remove: () => {
      shown = null;
    },
    is: () => false,
    owns: () => false,
    isOnTop: () => true,
  } as unknown as CardHost;
  const press = (key: string): void => {
    last?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  };
  return { host, shown: () => shown, press };
}

function begin() {
  const link = document.createElement("a");
  link.href = `sms:${NUMBER}`;
  document.body.append(link);
  const answers: (() => void)[] = [];
  const asked: E164[] = [];
  const ports = {
    t: (key: string) => key,
    ask: (_name: string, { recipient }: { recipient: E164 }) => {
      asked.push(recipient);
      return new Promise((resolve) => {
        const overall = { recipient, kind: "opted-out", optOuts: [], asOf: null };
        answers.push(() => resolve({ recipient, overall, pairs: [], live: false }));
      });
    },
  } as unknown as GuardPorts;
  const box = new DOMRect(0, 0, 10, 10);
  const page = {
    numberOf: (element: Element) => (element === link ? { number: NUMBER, box } : null),
    numberAt: (x: number) =>
      x < 100 ? { number: NUMBER, box } : x < 200 ? { number: OTHER, box } : null,
  };
  const { host, shown, press } = fakeHost();
  const card = createCard(document, host, ports);
  const stage = { window, ports, page: () => page } as unknown as Stage;
  createHoverCard(stage, host, card.isOpen, stop.signal);
  const moveTo = (x: number): void => {
    window.dispatchEvent(new PointerEvent("pointermove", { clientX: x, clientY: 1 }));
  };
  return { link, card, shown, press, asked, answers, moveTo };
}

it("tells of a number whose link gets the focus by the keyboard", async () => {
  const { link, asked } = begin();
  link.focus();
  await vi.advanceTimersByTimeAsync(LONG_MS);
  expect(asked).toEqual([NUMBER]);
});

it("does not tell of a number for the focus that a closed card gives back", async () => {
  const { link, card, press, shown, asked } = begin();
  link.focus();
  card.show({
    decision: "block",
    verdicts: [{ recipient: NUMBER, kind: "opted-out", optOuts: [], asOf: null }],
    unreadable: [],
    guessed: false,
    anchor: link,
    override: () => undefined,
  });
  link.blur();
  press("Escape");
  expect(document.activeElement).toBe(link);
  await vi.advanceTimersByTimeAsync(LONG_MS);
  expect(asked).toEqual([]);
  expect(shown()).toBeNull();
});

it("shows no answer that comes when the pointer is on its way again", async () => {
  const { moveTo, answers, asked, shown } = begin();
  moveTo(50);
  await vi.advanceTimersByTimeAsync(LONG_MS);
  expect(asked).toEqual([NUMBER]);
  moveTo(300);
  answers[0]?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(shown()).toBeNull();
  moveTo(150);
  await vi.advanceTimersByTimeAsync(LONG_MS);
  expect(asked).toEqual([NUMBER, OTHER]);
  answers[1]?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(shown()).toBe("hover");
});
