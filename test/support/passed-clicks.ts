import type { TestPage } from "./test-browser.ts";

interface Noting {
  passed?: number;
}

/**
 * Counts from now on the clicks on a page's text links, by whatever button or key, that reach
 * the page and would launch a text. The launch itself is left out: it would ask in a window
 * of the system which app is to open.
 */
export const notePassedClicks = (page: TestPage): Promise<void> =>
  page.evaluate(() => {
    const noting = window as Noting;
    const known = noting.passed !== undefined;
    noting.passed = 0;
    if (known) return;
    for (const type of ["click", "auxclick"]) {
      window.addEventListener(type, (event) => {
        const link = (event.target as Element).closest("a[href^='sms:']");
        if (!link || event.defaultPrevented) return;
        noting.passed = (noting.passed ?? 0) + 1;
        event.preventDefault();
      });
    }
  });

export const passedClicks = (page: TestPage): Promise<number> =>
  page.evaluate(() => (window as Noting).passed ?? Number.NaN);
