import type { VerdictKind } from "../consent/verdict.ts";

type MarkedKind = Exclude<VerdictKind, "clear">;

interface Look {
  readonly line: string;
  readonly colour: string;
  readonly outline: string;
  readonly colours: string;
  /** In place of the line, where that would cost too much. */
  readonly light: string;
}

/** How each verdict looks, never by colour alone; without lines what is blocked is bold. */
const LOOKS: Readonly<Record<MarkedKind, Look>> = {
  "opted-out": {
    line: "line-through",
    colour: "#dc3e33",
    outline: "2px solid",
    colours: "background-color:#fde7e9;color:#8c1d18",
    light: "text-shadow:1px 0 #8c1d18",
  },
  "partly-opted-out": {
    line: "underline dashed",
    colour: "#a97400",
    outline: "2px dashed",
    colours: "background-color:#fff3d6;color:#5f4200",
    light: "",
  },
  "opt-in-missing": {
    line: "underline double",
    colour: "#9a5cdc",
    outline: "3px double",
    colours: "",
    light: "background-color:#f1e8fc;color:#4d1a86",
  },
  unverified: {
    line: "underline dotted",
    colour: "#7b8494",
    outline: "2px dotted",
    colours: "",
    light: "background-color:#eceef1;color:#3f4652",
  },
};

/**
 * Under which name of the Custom Highlight API a verdict is painted. While a highlight
 * has a line, Chromium measures all text of the page anew at each change of what is
 * painted; no other look has it do so.
 */
export const paintName = (kind: string, isLight = false): string =>
  `consent-${kind}${isLight ? "-light" : ""}`;

export const PAINT_NAMES: readonly string[] = Object.keys(LOOKS).flatMap((kind) => [
  paintName(kind),
  paintName(kind, true),
]);

/**
 * Where paint is inherited (Chromium), one rule at the root reaches everything, shadow
 * trees too; a rule for every element makes each restyling of the page dearer. Firefox
 * looks rules up when it paints, in each tree anew.
 */
export const PAINT_IS_INHERITED = !CSS.supports("-moz-appearance", "none");

const paint = (name: string, look: string): string =>
  `${PAINT_IS_INHERITED ? ":root" : ""}::highlight(${name}){${look}}`;

const rulesOf = ([kind, { line, colour, outline, colours, light }]: [string, Look]): string => {
  const marked = `[data-consent-guard="${kind}"]`;
  return `${
    paint(paintName(kind), `${colours};text-decoration:${line} 2px ${colour}`) +
    paint(paintName(kind, true), `${colours};${light}`)
  }a${marked}{text-decoration:${line}}${marked}:not(:focus){outline:${outline} ${colour}}`;
};

/** How painted text and marked links and inputs look. */
export const MARKS_CSS = `${Object.entries(LOOKS).map(rulesOf).join("")}a[data-consent-guard="opted-out"]{cursor:not-allowed;opacity:.75}`;
