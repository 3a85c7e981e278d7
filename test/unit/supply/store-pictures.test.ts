import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { SCREENSHOT, SCREENSHOTS, TILES } from "../../store/pictures.ts";

const FOLDER = new URL("../../../docs/pictures/store/", import.meta.url);

/** Width and height by a JPEG's frame header. */
function sizeOf(name: string): { width: number; height: number } {
  const bytes = readFileSync(new URL(name, FOLDER));
  for (let at = 2; at < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes.readUInt16BE(at);
    if (marker !== 0xffc0 && marker !== 0xffc2) continue;
    return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
  }
  throw new Error(`${name} is no picture`);
}

it("the stores' pictures are all there, in the sizes that stores take", () => {
  const wanted = [
    ...SCREENSHOTS.map(({ name }) => ({ name, ...SCREENSHOT })),
    ...TILES.map(({ name, width, height }) => ({ name, width, height })),
  ];
  expect(readdirSync(FOLDER).sort()).toEqual(wanted.map(({ name }) => `${name}.jpg`).sort());
  for (const { name, width, height } of wanted) {
    expect(sizeOf(`${name}.jpg`), name).toEqual({ width, height });
  }
});

it("the listing has each screenshot's sentence", () => {
  const listing = readFileSync(new URL("../../../docs/store.md", import.meta.url), "utf8");
  for (const { name, caption } of SCREENSHOTS) {
    expect(listing).toContain(`| \`${name}.jpg\` | ${caption} |`);
  }
});
