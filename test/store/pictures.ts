/** What a picture shows: a picture of the demo under `docs/pictures`, or a screen of the gallery. */
export type Shown =
  | { readonly demo: string }
  | {
      readonly screen: string;
      readonly width: number;
      readonly height: number;
      /** What stands at its end. */
      readonly end?: true;
      readonly theme?: "dark";
    };

export interface Screenshot {
  readonly name: string;
  readonly caption: string;
  readonly shown: Shown;
}

export interface Tile {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

/** What both stores take. */
export const SCREENSHOT = { width: 1280, height: 800 } as const;

/** In the order of the listing. */
export const SCREENSHOTS: readonly Screenshot[] = [
  {
    name: "marked",
    caption: "Marks who has opted out, on your CRM’s own pages",
    shown: { demo: "contacts" },
  },
  {
    name: "blocked",
    caption: "Every way of texting them is held, and says why",
    shown: { demo: "blocked" },
  },
  {
    name: "check",
    caption: "Check any number, and change its consent, in one place",
    shown: { screen: "popup-opted-out", width: 400, height: 600 },
  },
  {
    name: "lists",
    caption: "Take the opted-out out of a mailing list before it goes",
    shown: { screen: "lists-scrub-result", width: 1200, height: 750, end: true },
  },
  {
    name: "audit",
    caption: "A log of every check and change that shows tampering",
    shown: { screen: "audit-whole", width: 1200, height: 750 },
  },
];

export const TILES: readonly Tile[] = [
  { name: "tile-small", width: 440, height: 280 },
  { name: "tile-marquee", width: 1400, height: 560 },
];

export const TAGLINE = "No text to a customer who said STOP";

/** Screens that the README shows, beside each other where there are several. */
export const README_PICTURES: readonly {
  readonly name: string;
  readonly shown: readonly Shown[];
}[] = [
  {
    name: "popup",
    shown: [
      { screen: "popup-page-guarded", width: 400, height: 760 },
      { screen: "popup-partly-opted-out", width: 400, height: 760, theme: "dark" },
      // The browser remembers what is chosen here.
      { screen: "popup-sender", width: 400, height: 760 },
    ],
  },
  { name: "settings", shown: [{ screen: "options-connected", width: 1200, height: 1100 }] },
  { name: "first-run", shown: [{ screen: "welcome-try", width: 900, height: 800 }] },
];
