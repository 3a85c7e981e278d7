import { expect, it, vi } from "vitest";

type Listener = (id: string) => void;

const fakes = vi.hoisted(() => {
  const event = () => {
    const listeners = new Set<Listener>();
    return {
      addListener: (listener: Listener) => void listeners.add(listener),
      hasListener: (listener: Listener) => listeners.has(listener),
      fire: (id = "") => {
        for (const listener of listeners) listener(id);
      },
    };
  };
  const cleared: string[] = [];
  const notifications = { onClicked: event(), clear: (id: string) => void cleared.push(id) };
  const browser: Record<string, unknown> = { permissions: { onAdded: event() } };
  return { browser, notifications, cleared, onAdded: (browser.permissions as Granted).onAdded };
});

interface Granted {
  readonly onAdded: { fire(): void };
}

vi.mock("wxt/browser", () => ({ browser: fakes.browser }));

const { onNotificationClicked } = await import("../../../lib/browser/notifications.ts");

it("hears clicks from the moment that notifications are allowed, each once, and takes the notification away", () => {
  let clicks = 0;
  onNotificationClicked(() => clicks++);
  // Something else is granted first.
  fakes.onAdded.fire();
  fakes.browser.notifications = fakes.notifications;
  fakes.onAdded.fire();
  fakes.onAdded.fire();
  fakes.notifications.onClicked.fire("one");
  expect(clicks).toBe(1);
  expect(fakes.cleared).toEqual(["one"]);
});
