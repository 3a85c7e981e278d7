// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { numberReader } from "../../../../lib/guard/number-reader.ts";
import { recipeRoute } from "../../../../lib/guard/routes/recipe-route.ts";
import { textButtonRoute } from "../../../../lib/guard/routes/text-button.ts";
import type { E164 } from "../../../../lib/phone/e164.ts";
import type { PageRecipe } from "../../../../lib/recipes/recipe.ts";

const ports = { reader: numberReader, country: () => "US", shadowOf: () => null };
const RECIPE = { button: "button", number: "#other" };

const routeOf = (html: string, recipes: readonly PageRecipe[], onPage: readonly string[]) => {
  document.body.innerHTML = `<p id="other">(212) 555-0199</p><div>${html}</div>`;
  const path: EventTarget[] = [];
  for (let at = document.querySelector("button,a") as Element | null; at; at = at.parentElement) {
    path.push(at);
  }
  const read = (href: string) => numberReader.parseTextRoute(href, "US");
  return textButtonRoute(path, read, {
    ...ports,
    byRecipe: () => recipeRoute(path, recipes, ports),
    onPage: () => onPage as readonly E164[],
  });
};

const press = (html: string) => routeOf(html, [RECIPE], [])?.recipients;

it.each([
  [
    "its own number before a recipe's",
    `<button data-phone="4155552671">Send SMS</button>`,
    "+14155552671",
  ],
  [
    "the address in its code before a recipe's",
    `<button onclick="go('sms:+14155552671')">Go</button>`,
    "+14155552671",
  ],
  [
    "a recipe's number before the one near",
    `<b>415-555-2671</b><button>Send SMS</button>`,
    "+12125550199",
  ],
  ["a recipe's number where nothing says that it texts", `<button>Go</button>`, "+12125550199"],
])("a text button means %s", (_, html, number) => {
  expect(press(html)).toEqual([number]);
});

describe("without a number near, the page's numbers are meant", () => {
  const barred = (button: string, attributes = "") =>
    `<div ${attributes}><ul><li>${button}</li></ul></div>`;
  const ONE = ["+14155552671"];
  const SEVERAL = [...ONE, "+14155552672"];

  it.each([
    ["in an action bar", barred("<button>Send SMS</button>")],
    ["with a menu's role", barred(`<button role="menuitem" aria-label="Text">✉</button>`)],
    ["in a toolbar, where it says SMS", barred("<button>SMS</button>", "role=toolbar")],
    [
      "in a navigation, where it says send",
      barred("<button>Send text</button>", "role=navigation"),
    ],
  ])("%s", (_, html) => {
    expect(routeOf(html, [], ONE)).toMatchObject({ recipients: ONE, guessed: false });
    expect(routeOf(html, [], SEVERAL)).toMatchObject({ recipients: SEVERAL, guessed: true });
    expect(routeOf(html, [], [])).toBeNull();
  });

  it.each([
    ["what formats in a toolbar", barred("<button>Text</button>", "role=toolbar")],
    ["what leads to all messages", barred("<button>SMS</button>", "role=navigation")],
    ["a link to a page", barred(`<a href="/sms">SMS</a>`)],
    ["what does not say that it texts", barred("<button>Send message</button>")],
  ])("never for %s", (_, html) => expect(routeOf(html, [], ONE)).toBeNull());
});
