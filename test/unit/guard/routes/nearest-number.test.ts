// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { numberReader } from "../../../../lib/guard/number-reader.ts";
import {
  nearestNumbers,
  numbersIn,
  numbersOnPage,
} from "../../../../lib/guard/routes/nearest-number.ts";
import type { E164 } from "../../../../lib/phone/e164.ts";

const ports = {
  reader: numberReader,
  country: () => "US",
  shadowOf: (element: Element) => element.shadowRoot,
};
const ADA = "+14155552671" as E164;
const BEN = "+14155552672" as E164;

const near = (html: string): readonly string[] => {
  document.body.innerHTML = html;
  const button = document.querySelector("button");
  if (!button) throw new Error("no button");
  return nearestNumbers(button, ports);
};

describe("the numbers near a button", () => {
  it.each([
    ["its row's", `<table><tr><td>415-555-2671</td><td><button>T</button></td></tr></table>`],
    [
      "its row's, not the next one's",
      `<table><tr><td>415-555-2671</td><td><button>T</button></td></tr><tr><td>415-555-2672</td></tr></table>`,
    ],
    ["its field's", `<div><label>415-555-2671 <button>T</button></label></div><b>415-555-2672</b>`],
    [
      "the field's, not the card's",
      `<section><b>415-555-2672</b><div>415-555-2671<button>T</button></div></section>`,
    ],
    ["a call link's beside it", `<p><a href="tel:4155552671">Call</a><button>T</button></p>`],
    ["a text link's beside it", `<p><a href="sms:4155552671">✉</a><button>T</button></p>`],
    ["the value of a field beside it", `<p><input value="415-555-2671"><button>T</button></p>`],
    [
      "far down in a long card",
      `<section><button>T</button><p>${"Notes. ".repeat(2000)}</p><p>415-555-2671</p></section>`,
    ],
  ])("are %s", (_, html) => expect(near(html)).toEqual([ADA]));

  it.each([
    [
      "of another row",
      `<table><tr><td>415-555-2671</td></tr><tr><td><button>T</button></td></tr></table>`,
    ],
    ["of another item", `<ul><li>415-555-2671</li><li><button>T</button></li></ul>`],
    ["of another card", `<article>415-555-2671</article><article><button>T</button></article>`],
    ["outside its dialog", `<p>415-555-2671</p><dialog open><button>T</button></dialog>`],
    [
      "too many levels away",
      `<main>415-555-2671<p>${"<i>".repeat(8)}<button>T</button>${"</i>".repeat(8)}</p></main>`,
    ],
  ])("are none that are %s", (_, html) => expect(near(html)).toEqual([]));

  it("are all of the row where it has several, each once", () => {
    const row = `<tr><td>415-555-2671</td><td>(415) 555-2671</td><td><a href="tel:+14155552672">B</a></td><td><button>T</button></td></tr>`;
    expect(near(`<table>${row}</table>`)).toEqual([ADA, BEN]);
  });

  it("are found through shadow roots, inwards and outwards", () => {
    document.body.innerHTML = `<section><x-phone></x-phone><x-actions></x-actions></section>`;
    const [phone, actions] = ["x-phone", "x-actions"].map((name) =>
      document.querySelector(name)?.attachShadow({ mode: "open" }),
    );
    if (!phone || !actions) throw new Error("no roots");
    phone.innerHTML = "<b>415-555-2671</b>";
    actions.innerHTML = "<button>T</button>";
    expect(nearestNumbers(actions.querySelector("button") as Element, ports)).toEqual([ADA]);
  });
});

it("reads an element's own link and value", () => {
  document.body.innerHTML = `<a href="tel:415-555-2671">Call</a><input value="415 555 2672">`;
  const [link, input] = document.body.children;
  expect([...numbersIn(link as Element, ports)]).toEqual([ADA]);
  expect([...numbersIn(input as Element, ports)]).toEqual([BEN]);
});

describe("the numbers of a page", () => {
  it("are what was read of it", () => {
    document.body.innerHTML = "<p>not read again: 212-555-0199</p>";
    expect(numbersOnPage(document, [ADA], ports)).toEqual([ADA]);
  });

  it("are read at once where nothing was read yet", () => {
    document.body.innerHTML = "<p>415-555-2671</p>";
    expect(numbersOnPage(document, null, ports)).toEqual([ADA]);
  });
});
