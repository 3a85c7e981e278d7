import type { Tile } from "./pictures.ts";

const STYLE = `
  * { box-sizing: border-box; margin: 0; }
  body { font-family: system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: #fff;
    background: linear-gradient(160deg, #5b6cf2, #3038a8); overflow: hidden; }
`;

const page = (style: string, body: string): string =>
  `<!doctype html><meta charset="utf-8"><style>${STYLE}${style}</style>${body}`;

/** A screenshot of the listing: what it shows, under a sentence. Images are data URIs. */
export const screenshotFrame = (caption: string, image: string): string =>
  page(
    `
  body { height: 100vh; display: grid; grid-template-rows: auto 1fr; justify-items: center; }
  h1 { font-size: 36px; font-weight: 650; padding: 34px 40px 26px; text-align: center; }
  img { max-width: 1120px; max-height: 676px; border-radius: 12px 12px 0 0;
    box-shadow: 0 20px 60px rgb(10 14 50 / 0.45); align-self: end; }
`,
    `<h1>${caption}</h1><img src="${image}" alt="">`,
  );

/** A promotional picture: the name, what it is for, and, where there is room, a look at it. */
export function tileFrame({ width, height }: Tile, tagline: string, icon: string, look: string) {
  const wide = width > 2 * height;
  const unit = height / 28;
  return page(
    `
  body { height: 100vh; display: flex; align-items: center; gap: ${unit * 3}px;
    padding: ${unit * (wide ? 4 : 2)}px; }
  .words { flex: 1; }
  .icon { width: ${unit * (wide ? 6 : 7)}px; filter: drop-shadow(0 2px 6px rgb(10 14 50 / 0.5)); }
  .badge { background: #fff; border-radius: ${unit * 2}px; display: inline-flex; padding: ${unit * 0.8}px; }
  h1 { font-size: ${unit * (wide ? 3.6 : 3.9)}px; font-weight: 700; margin-top: ${unit}px; }
  p { font-size: ${unit * (wide ? 1.9 : 2.1)}px; margin-top: ${unit * 0.5}px; opacity: 0.92; }
  .look { width: ${wide ? 780 : 0}px; border-radius: 12px; box-shadow: 0 20px 60px rgb(10 14 50 / 0.45); }
`,
    `<div class="words"><span class="badge"><img class="icon" src="${icon}" alt=""></span>
<h1>Consent Guard</h1><p>${tagline}</p></div>${wide ? `<img class="look" src="${look}" alt="">` : ""}`,
  );
}

/** Pictures of screens beside each other, at half of their sharp size. Images are data URIs. */
export const besideFrame = (images: readonly string[]): string =>
  `<!doctype html><style>body { margin: 0; } main { display: inline-flex; gap: 24px; align-items: start; zoom: 0.5; }</style>
<main>${images.map((image) => `<img src="${image}" alt="">`).join("")}</main>`;
