import type { Page } from "@playwright/test";

/** Elements that hold text and are cut off or stand outside of the page. */
export const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const isHidden = (element: Element): boolean =>
      element.closest(".visually-hidden, thead, [hidden], dialog:not([open])") !== null;
    // A table of data may be wider than the screen: it scrolls by itself, by keyboard too.
    const isScrolled = (element: Element): boolean =>
      Boolean(element.parentElement?.closest('section[tabindex="0"]'));
    return [...document.querySelectorAll("body *")].flatMap((element) => {
      const { right, left, width } = element.getBoundingClientRect();
      const outside = width > 0 && (right > innerWidth + 1 || left < -1);
      const { overflowX } = getComputedStyle(element);
      const cut =
        element.scrollWidth > element.clientWidth + 1 &&
        (overflowX === "hidden" || overflowX === "clip") &&
        !element.matches("input, select, progress");
      return ((outside && !isScrolled(element)) || cut) && !isHidden(element)
        ? [element.outerHTML.slice(0, 120)]
        : [];
    });
  });
