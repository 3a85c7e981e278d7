import { build } from "esbuild";
import { describe, expect, it } from "vitest";

/** Of what every frame of a page loads before its first scan. */
const MAX_BYTES = 20_900;

describe("the size of what a page loads", () => {
  it("stays in its budget, without libphonenumber", async () => {
    const { outputFiles, metafile } = await build({
      stdin: {
        contents: ["scan", "read-number", "text-route"]
          .map((name) => `export * from "./lib/phone/${name}.ts";`)
          .join("\n"),
        resolveDir: process.cwd(),
      },
      bundle: true,
      minify: true,
      format: "esm",
      write: false,
      metafile: true,
    });
    expect(Object.keys(metafile.inputs).filter((path) => path.includes("node_modules"))).toEqual(
      [],
    );
    expect(outputFiles[0]?.contents.length).toBeLessThan(MAX_BYTES);
  });
});
