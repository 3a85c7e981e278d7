// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from "vitest";
import { startExplaining } from "../../../lib/guard/card/explainer.ts";
import type { Stage } from "../../../lib/guard/stage.ts";

const stop = new AbortController();
afterEach(() => {
  vi.restoreAllMocks();
  stop.abort();
});

it("makes neither a card nor its rules, and hears no pointer, until there is something to tell of", () => {
  const rules = vi.spyOn(CSSStyleSheet.prototype, "replaceSync");
  const listened = vi.spyOn(window, "addEventListener");
  const onPush = vi.fn();
  const ports = { t: (key: string) => key, ask: vi.fn(), onPush };
  const config = { defaultCountry: "US", theme: "auto", unverified: "warn" };
  const stage = { window, ports, config: () => config } as unknown as Stage;
  const explainer = startExplaining(stage, stop.signal);
  explainer.checking(false);
  expect(rules).not.toHaveBeenCalled();
  // What a widget of RingCentral asks is answered on any page.
  expect(listened.mock.calls.map(([type]) => type)).toEqual(["message"]);
  expect(onPush).not.toHaveBeenCalled();

  explainer.begin();
  explainer.begin();
  expect(rules).toHaveBeenCalledTimes(1);
  expect(listened.mock.calls.map(([type]) => type)).toContain("pointermove");
  expect(document.querySelector("[data-consent-guard-card]")).toBeNull();
});
