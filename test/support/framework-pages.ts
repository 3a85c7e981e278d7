import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { transformSync } from "@lwc/compiler";
import { build, type Plugin } from "esbuild";
import { compile } from "svelte/compiler";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SOURCES = `${ROOT}test/e2e/pages/frameworks/`;

/** Name of the page to its entry; React 18 is the same source over another React. */
const ENTRIES: Readonly<Record<string, string>> = {
  "react-18": "react.jsx",
  "react-19": "react.jsx",
  vue: "vue.js",
  svelte: "svelte.js",
  angular: "angular.js",
  lit: "lit.js",
  lwc: "lwc.js",
  "lwc-synthetic": "lwc-synthetic.js",
};

export const FRAMEWORKS: readonly string[] = Object.keys(ENTRIES);

const svelte: Plugin = {
  name: "svelte",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.svelte$/ }, async ({ path }) => ({
      contents: compile(await readFile(path, "utf8"), { generate: "client", filename: path }).js
        .code,
      loader: "js",
    })),
};

const lwc: Plugin = {
  name: "lwc",
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /^lwc$/ }, ({ resolveDir }) => ({
      path: fileURLToPath(import.meta.resolve("@lwc/engine-dom", `file://${resolveDir}/`)),
    }));
    // Each template asks for a style sheet of its name, there or not.
    onResolve({ filter: /\.css(\?.*)?$/ }, ({ path }) => ({ path, namespace: "no-css" }));
    onLoad({ filter: /.*/, namespace: "no-css" }, () => ({ contents: "export default undefined" }));
    onLoad({ filter: /lwc\/contacts\.(js|html)$/ }, async ({ path }) => ({
      contents: transformSync(await readFile(path, "utf8"), basename(path), {
        name: "contacts",
        namespace: "x",
      }).code,
      loader: "js",
    }));
  },
};

const react18 = (name: string): string => `${ROOT}test/frameworks/react-18/node_modules/${name}`;

/** Builds one page a framework into a new folder; each gives `window.app.set(customers)`. */
export async function buildFrameworkPages(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "framework-pages-"));
  await Promise.all(
    Object.entries(ENTRIES).map(async ([name, entry]) => {
      await build({
        entryPoints: [SOURCES + entry],
        outfile: join(folder, `${name}.js`),
        bundle: true,
        format: "iife",
        jsx: "automatic",
        tsconfigRaw: { compilerOptions: { jsxImportSource: "react" } },
        logLevel: "error",
        plugins: [svelte, lwc],
        define: { "process.env.NODE_ENV": '"production"' },
        alias:
          name === "react-18" ? { react: react18("react"), "react-dom": react18("react-dom") } : {},
      });
      const page = `<!doctype html><meta charset="utf-8"><title>${name}</title><div id="root"></div><script src="${name}.js"></script>`;
      await writeFile(join(folder, `${name}.html`), page);
    }),
  );
  return { folder, remove: () => rm(folder, { recursive: true }) };
}
