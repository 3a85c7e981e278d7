import { cleanup, configure, render } from "@testing-library/preact";
import axe from "axe-core";
import type { ComponentChild } from "preact";
import { afterEach, expect } from "vitest";
import { TextsProvider } from "../../../components/texts.tsx";
import { textsOf } from "../../support/screens/texts-of.ts";

export * from "../../support/screens/fixtures.ts";

afterEach(cleanup);
// A busy machine takes its time; what never comes fails all the same.
configure({ asyncUtilTimeout: 4000 });

const texts = textsOf("en-US");

/** As `show`, into elements that are there already. */
export const showIn = (container: HTMLElement, element: ComponentChild) =>
  render(<TextsProvider value={texts}>{element}</TextsProvider>, { container });

export function show(element: ComponentChild) {
  const within = (child: ComponentChild) => <TextsProvider value={texts}>{child}</TextsProvider>;
  const view = render(within(element));
  return { ...view, rerender: (child: ComponentChild) => view.rerender(within(child)) };
}

/** What happy-dom lays out nothing of (contrast, visibility) is left to the real browser. */
export async function expectAccessible(container: Element): Promise<void> {
  const { violations } = await axe.run(
    { include: container, exclude: ["option"] },
    {
      rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
    },
  );
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}
