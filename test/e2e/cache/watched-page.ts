import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestPage } from "../../support/test-browser.ts";

/** What the page's own script keeps, over its reloads too. */
interface Watch {
  /** Numbers that have been painted as opted out, but for those released. */
  seen: Set<string>;
  /** Numbers that the server opts in again: what is painted of them says nothing any more. */
  released: Set<string>;
  /** Numbers that have been painted as opted out and then were not painted at all. */
  forgotten: string[];
  frames: number;
  keep(): void;
}

/**
 * Looks at every frame that the page shows. A document without any paint has no
 * verdicts yet; from the first on all numbers that were known must be painted.
 */
function watch(): void {
  const kept = JSON.parse(sessionStorage.getItem("watch") ?? "{}") as Record<string, string[]>;
  const state: Watch = {
    seen: new Set(kept.seen),
    released: new Set(kept.released),
    forgotten: kept.forgotten ?? [],
    frames: Number(kept.frames ?? 0),
    keep: () => {
      const { seen, released, forgotten, frames } = state;
      const text = JSON.stringify({ seen: [...seen], released: [...released], forgotten, frames });
      sessionStorage.setItem("watch", text);
    },
  };
  (window as unknown as { watch: Watch }).watch = state;
  const textsOf = (kind: string): string[] =>
    [...(CSS.highlights.get(`consent-${kind}`) ?? [])].map(
      ({ startContainer, startOffset, endOffset }) =>
        startContainer.textContent?.slice(startOffset, endOffset) ?? "",
    );
  const look = (): void => {
    const optedOut = textsOf("opted-out");
    const painted = new Set([...optedOut, ...textsOf("unverified")]);
    if (painted.size > 0) {
      for (const number of state.seen) {
        if (!painted.has(number) && !state.released.has(number)) state.forgotten.push(number);
      }
    }
    for (const number of optedOut) if (!state.released.has(number)) state.seen.add(number);
    state.frames++;
    state.keep();
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** A page with these numbers, all in view, which notes what it shows of them. */
export async function serveWatchedPage(numbers: readonly string[]) {
  const rows = numbers.map((number) => `<li>${number}</li>`).join("");
  const style = "ul { columns: 8; font-size: 10px } li { list-style: none }";
  const html = `<!doctype html><style>${style}</style><script>(${watch})()</script><ul>${rows}</ul>`;
  const server = createServer((_, response) => {
    response.setHeader("Content-Type", "text/html").end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    close: (): void => {
      server.close();
      server.closeAllConnections();
    },
  };
}

type Watched = Window & { readonly watch: Watch };

/** From now on the page may show the number as clear. */
export const release = (page: TestPage, number: string): Promise<void> =>
  page.evaluate((released) => {
    const { watch: state } = window as unknown as Watched;
    state.released.add(released);
    state.seen.delete(released);
    state.keep();
  }, number);

/** Waits until every number that was known before is shown as opted out by the document at hand. */
export const waitForKnown = (page: TestPage): Promise<void> =>
  page.waitFor(() => {
    const { watch: state } = window as unknown as Watched;
    const painted = [...(CSS.highlights.get("consent-opted-out") ?? [])].map(
      ({ startContainer }) => startContainer.textContent,
    );
    return [...state.seen].every((number) => painted.includes(number));
  });

export const whatWasShown = (
  page: TestPage,
): Promise<{ readonly seen: readonly string[]; forgotten: readonly string[]; frames: number }> =>
  page.evaluate(() => {
    const { seen, forgotten, frames } = (window as unknown as Watched).watch;
    return { seen: [...seen].sort(), forgotten: [...new Set(forgotten)], frames };
  });
