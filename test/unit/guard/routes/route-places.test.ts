// @vitest-environment happy-dom
import { afterEach, describe, expect, test } from "vitest";
import type { VerdictKind } from "../../../../lib/consent/verdict.ts";
import type { Changes } from "../../../../lib/guard/changes.ts";
import { numberReader } from "../../../../lib/guard/number-reader.ts";
import { createRoutePlaces } from "../../../../lib/guard/routes/route-places.ts";
import type { E164 } from "../../../../lib/phone/e164.ts";

const NOTHING: Changes = {
  trees: [],
  texts: new Set(),
  attributes: new Set(),
  editability: new Set(),
  removed: false,
};
const MARK = "data-consent-guard";

let stop = new AbortController();
afterEach(() => stop.abort());

/** The routes of a page, with a count of the addresses that were read. */
function open(html: string, kindOf: (recipient: E164) => VerdictKind = () => "opted-out") {
  document.body.innerHTML = html;
  stop = new AbortController();
  const read = { addresses: 0, numbers: [] as E164[] };
  const places = createRoutePlaces(
    {
      reader: {
        ...numberReader,
        hrefOf: (element) => {
          read.addresses++;
          return numberReader.hrefOf(element);
        },
      },
      country: () => "US",
      options: () => ({}),
      kindOf,
      sheets: { forAttributes: () => undefined, forPaint: () => undefined },
      onNumber: (number) => read.numbers.push(number),
    },
    stop.signal,
  );
  places.scanAll();
  return { places, read };
}

const link = (digit: number): string => `<a href="sms:+1415555260${digit % 10}">Text</a>`;
const first = (selector: string): Element => document.querySelector(selector) as Element;

describe("routes of a page", () => {
  test("count once, however many ways they changed", () => {
    const { places } = open(`<p>${link(1)}</p>`);
    const [tree, element] = [first("p"), first("a")];
    places.rescan({
      ...NOTHING,
      trees: [tree],
      attributes: new Set([element]),
      editability: new Set([tree]),
    });
    expect(places.routes()).toHaveLength(1);
    expect([...places.numbers()]).toEqual(["+14155552601"]);
  });

  test("are read as often as they change, on a page of any size", () => {
    const { places, read } = open(
      `${Array.from({ length: 500 }, (_, at) => `<p>${link(at)}</p>`).join("")}<div>${link(7)}</div>`,
    );
    const changed = first("div > a");
    changed.setAttribute("href", "sms:+14155552608");
    read.addresses = 0;
    read.numbers.length = 0;
    places.rescan({ ...NOTHING, attributes: new Set([changed]) });
    expect(read).toEqual({ addresses: 1, numbers: ["+14155552608"] });
    expect(places.of(changed)).toEqual(["+14155552608"]);
    expect(places.routes()).toHaveLength(501);
  });

  test("are marked, and no more when they lead elsewhere, have gone or their verdict changes", () => {
    let kind: VerdictKind = "opted-out";
    const { places } = open(`<p>${link(1)}</p><div>${link(2)}</div>`, () => kind);
    const [kept, other] = [first("p > a"), first("div > a")];
    expect([kept.getAttribute(MARK), other.getAttribute(MARK)]).toEqual(["opted-out", "opted-out"]);
    kept.setAttribute("href", "/customers");
    other.remove();
    places.rescan({ ...NOTHING, attributes: new Set([kept]), removed: true });
    expect([kept.getAttribute(MARK), other.getAttribute(MARK)]).toEqual([null, null]);
    expect(places.routes()).toEqual([]);

    first("div").append(other);
    places.rescan({ ...NOTHING, trees: [other] });
    expect(other.getAttribute(MARK)).toBe("opted-out");
    kind = "clear";
    places.show();
    expect(other.getAttribute(MARK)).toBeNull();
  });

  test("stand in forms whose fields have the names of what a node offers", () => {
    const fields = [
      "parentNode",
      "parentElement",
      "matches",
      "getAttribute",
      "isConnected",
      "action",
    ];
    const { places } = open(
      `<form action="sms:+14155552603">${fields.map((name) => `<input name="${name}">`).join("")}<b>Send</b></form>`,
    );
    places.rescan({ ...NOTHING, trees: [first("form")], removed: true });
    expect(places.of(first("b"))).toEqual(["+14155552603"]);
    expect(places.routes()).toHaveLength(1);
  });
});
