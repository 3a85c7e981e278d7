// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { numberReader } from "../../../../lib/guard/number-reader.ts";
import { recipeRoute } from "../../../../lib/guard/routes/recipe-route.ts";
import { textButtonRoute } from "../../../../lib/guard/routes/text-button.ts";

const ports = { reader: numberReader, country: () => "US", shadowOf: () => null };
const RECIPE = { button: "button", number: "#other" };

function press(html: string): readonly string[] | undefined {
  document.body.innerHTML = `<p id="other">(212) 555-0199</p><div>${html}</div>`;
  const path: EventTarget[] = [];
  for (let at = document.querySelector("button") as Element | null; at; at = at.parentElement) {
    path.push(at);
  }
  const read = (href: string) => numberReader.parseTextRoute(href, "US");
  return textButtonRoute(path, read, ports, () => recipeRoute(path, [RECIPE], ports))?.recipients;
}

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
