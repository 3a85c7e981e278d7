/** How painted text looks: never by colour alone once it rests. */
const PAINTED: Readonly<Record<string, readonly [line: string, colours?: string]>> = {
  "consent-opted-out": ["line-through 2px #b3261e", "background-color:#fde7e9;color:#8c1d18"],
  "consent-partly-opted-out": [
    "underline dashed 2px #9a6700",
    "background-color:#fff3d6;color:#5f4200",
  ],
  "consent-opt-in-missing": ["underline double 2px #6a2ea5"],
  "consent-unverified": ["underline dotted 2px #6b7280"],
};

/**
 * What is painted while the page is scrolled: colours alone. While there are lines,
 * Chromium measures all text of the page anew at each change of what is painted.
 */
export const SCROLLED = "-scrolled";

/**
 * Where paint is inherited (Chromium), one rule at the root reaches everything, shadow
 * trees too; a rule for every element makes each restyling of the page dearer. Firefox
 * looks rules up when it paints, in each tree anew.
 */
export const PAINT_IS_INHERITED = !CSS.supports("-moz-appearance", "none");

const paint = (name: string, look: string): string =>
  `${PAINT_IS_INHERITED ? ":root" : ""}::highlight(${name}){${look}}`;

export const PAINT_CSS = Object.entries(PAINTED)
  .map(
    ([name, [line, colours = ""]]) =>
      paint(name, `${colours};text-decoration:${line}`) + paint(name + SCROLLED, colours),
  )
  .join("");

/** How marked links and inputs look. */
export const MARKS_CSS = `
a[data-consent-guard="opted-out"]{cursor:not-allowed;text-decoration:line-through;opacity:.75}
a[data-consent-guard="partly-opted-out"]{text-decoration:underline dashed}
a[data-consent-guard="opt-in-missing"]{text-decoration:underline double}
a[data-consent-guard="unverified"]{text-decoration:underline dotted}
[data-consent-guard="opted-out"]:not(:focus){outline:2px solid #b3261e}
[data-consent-guard="partly-opted-out"]:not(:focus){outline:2px dashed #9a6700}
[data-consent-guard="opt-in-missing"]:not(:focus){outline:3px double #6a2ea5}
[data-consent-guard="unverified"]:not(:focus){outline:2px dotted #6b7280}
`;
