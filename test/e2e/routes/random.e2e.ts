import fc from "fast-check";
import { DEMO_CUSTOMERS } from "../../emulator/demo-customers.ts";
import type { BrowserKind } from "../../support/find-browser.ts";
import type { TestPage } from "../../support/test-browser.ts";
import { SITE } from "../signed-in.ts";
import type { Press } from "./expected-route.ts";
import { press } from "./press.ts";
import { TECHNIQUES, type Technique } from "./techniques.ts";
import { expect, test } from "./test.ts";

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000_000);
const RUNS = Number(process.env.RUNS ?? 4);

const phones = (...kinds: readonly string[]): string[] =>
  DEMO_CUSTOMERS.filter(({ consent }) => kinds.includes(consent)).map(({ phone }) => phone);
const OUT = phones("opted-out", "partly");
const CLEAR = phones("clear");

/** One thing on a page that launches a text, and how it will be pressed. */
interface Piece {
  readonly technique: Technique;
  readonly press: Press;
  readonly optedOut: boolean;
  /** A recycled row: had another recipient of the other kind before. */
  readonly recycled: boolean;
}
type Mutation = "clone" | "move" | "wrap" | "text" | "nothing";

const pieces = fc.constantFrom(...TECHNIQUES).chain((technique) =>
  fc.record({
    technique: fc.constant(technique),
    press: fc.constantFrom(...technique.presses),
    optedOut: fc.boolean(),
    recycled: technique.readdress ? fc.boolean() : fc.constant(false),
  }),
);
const pages = fc.record({
  pieces: fc.array(pieces, { minLength: 8, maxLength: 14 }),
  mutations: fc.array(fc.constantFrom<Mutation>("clone", "move", "wrap", "text", "nothing"), {
    minLength: 6,
    maxLength: 6,
  }),
  /** Presses at once, before anything of the page is known. */
  early: fc.boolean(),
});

interface Placed extends Piece {
  readonly id: string;
  readonly to: string;
  readonly before: string;
}

const place = (all: readonly Piece[]): Placed[] =>
  all.map((piece, index) => {
    const out = OUT[index % OUT.length] ?? "";
    const clear = CLEAR[index % CLEAR.length] ?? "";
    return {
      ...piece,
      id: `piece-${index}`,
      to: piece.optedOut ? out : clear,
      before: piece.recycled ? (piece.optedOut ? clear : out) : piece.optedOut ? out : clear,
    };
  });

const pageOf = (placed: readonly Placed[]): string => `<!doctype html>
<title>Random</title>
<main>${placed
  .map(({ technique, id, before }) => `<div class="piece">${technique.html(id, before)}</div>`)
  .join("\n")}</main>
<script>
const numbers = ${JSON.stringify(Object.fromEntries(placed.map(({ id, to }) => [id, to])))};
const number = (id) => numbers[id];
${placed
  .map(({ technique, id }) =>
    technique.script
      ? `{ const element = document.getElementById("${id}"); ${technique.script(id)} }`
      : "",
  )
  .join("\n")}
function readdress() {
${placed
  .map(({ technique, id, to, recycled }) =>
    recycled
      ? `{ const element = document.getElementById("${id}"); const to = "${to}"; ${technique.readdress}; }`
      : "",
  )
  .join("\n")}
};
</script>`;

/** Changes that leave every piece in working order. */
const mutate = (page: TestPage, mutation: Mutation): Promise<void> =>
  page.evaluate((kind) => {
    const main = document.querySelector("main");
    const [first] = main?.children ?? [];
    if (!main || !first) return;
    if (kind === "move") main.append(first);
    if (kind === "wrap") {
      const wrapper = document.createElement("section");
      first.replaceWith(wrapper);
      wrapper.append(first);
    }
    if (kind === "text") main.append(document.createTextNode(" Order #4155552633 "));
    if (kind === "clone")
      main.append(Object.assign(document.createElement("p"), { textContent: "new" }));
  }, mutation);

const leaves = ({ technique }: Placed, kind: BrowserKind): boolean => technique.unheldIn !== kind;

test("random pages: nothing to an opted-out customer leaves or is handled, all else is", async ({
  guarded,
  own,
  routePages,
  launches,
  kind,
}) => {
  test.setTimeout(240_000);
  console.log(`${kind}: seed ${SEED}, ${RUNS} pages (SEED=${SEED} RUNS=${RUNS} repeats it)`);
  let nth = 0;

  const open = async (url: string, mutations: readonly Mutation[]): Promise<TestPage> => {
    const page = await guarded.newPage();
    await page.goto(url);
    for (const mutation of mutations) await mutate(page, mutation);
    await page.evaluate(() => (window as unknown as { readdress(): void }).readdress());
    return page;
  };

  const run = async (made: typeof pages extends fc.Arbitrary<infer T> ? T : never) => {
    const placed = place(made.pieces);
    const name = `random-${nth++}.html`;
    routePages.put(name, pageOf(placed));
    const url = routePages.url(name, "", "");
    await launches.clear();

    const page = await open(url, made.mutations);
    const refused = placed.filter((piece) => piece.optedOut && leaves(piece, kind));
    if (!made.early && refused.some(({ technique }) => technique.name === "link")) {
      await page.waitFor(() => document.querySelector("[data-consent-guard=opted-out]"));
    }
    for (const { id, press: how, technique } of refused) {
      await press(page, id, how);
      await expect
        .poll(async () => (await own.card(url)) !== null, {
          intervals: [50],
          message: `${how} on ${technique.name} is explained`,
        })
        .toBe(true);
      await page.press("Escape");
    }
    const opened = await page.evaluate(() => (window as unknown as { opened: string[] }).opened);
    expect(opened, "handled by the page").toEqual([]);
    expect(await launches.list(), "left the browser").toEqual([]);
    expect(page.errors).toEqual([]);

    // The guard leaves: the page is as one that never met it.
    await own.send("settings/update", { pausedSites: [SITE] });
    const strange = await open(routePages.unguardedUrl(name), made.mutations);
    const html = () => document.documentElement.outerHTML;
    // What a press itself does to the page, it does here too.
    for (const { id, technique } of refused) {
      if (technique.name === "late address") {
        await strange.evaluate((target) => {
          const link = document.getElementById(target);
          link?.dispatchEvent(new MouseEvent("mousedown"));
        }, id);
      }
    }
    const expected = await strange.evaluate(html);
    await expect.poll(() => page.evaluate(html), { intervals: [50] }).toBe(expected);
    const left = await page.evaluate(() => ({
      sheets: document.adoptedStyleSheets.length,
      adapter: "RCAdapter" in window,
      ownMethods: Object.hasOwn(HTMLIFrameElement.prototype, "setAttribute"),
    }));
    expect(left).toEqual({ sheets: 0, adapter: false, ownMethods: false });
    await strange.close();
    await page.close();
    await own.send("settings/update", { pausedSites: [] });

    for (const piece of placed.filter(({ optedOut }) => !optedOut)) {
      await launches.clear();
      const fresh = await open(url, made.mutations);
      await press(fresh, piece.id, piece.press);
      const wanted = piece.technique.leaves(piece.to);
      const what = `${piece.press} on ${piece.technique.name} goes on`;
      if (wanted === null) {
        await fresh.waitFor(
          (to) => (window as unknown as { opened: string[] }).opened.includes(to),
          piece.to,
        );
      } else {
        await expect.poll(launches.list, { intervals: [50], message: what }).toContain(wanted);
      }
      expect(fresh.errors).toEqual([]);
      await fresh.close();
    }
  };

  await fc.assert(fc.asyncProperty(pages, run), { seed: SEED, numRuns: RUNS, endOnFailure: true });
});
