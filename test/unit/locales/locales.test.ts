import { globSync, readFileSync } from "node:fs";
import { transformSync } from "esbuild";
import { describe, expect, it } from "vitest";

type Messages = Readonly<Record<string, { readonly message: string }>>;

const ROOT = new URL("../../../", import.meta.url).pathname;
const read = (path: string): string => readFileSync(`${ROOT}${path}`, "utf8");
const messagesOf = (locale: string): Messages =>
  JSON.parse(read(`public/_locales/${locale}/messages.json`)) as Messages;
const insertsOf = (text: string): string[] => (text.match(/\$\d/g) ?? []).sort();

const english = messagesOf("en");
const keys = Object.keys(english);
const sources = globSync("{components,entrypoints,lib}/**/*.{ts,tsx}", { cwd: ROOT });
const code = [...sources, "wxt.config.ts"].map(read).join("\n");

describe.each(["es", "fr"])("the locale %s", (locale) => {
  const messages = messagesOf(locale);

  it("has every text of the English one, and none beside", () => {
    expect(Object.keys(messages).sort()).toEqual([...keys].sort());
  });

  it("fills the same things into each text", () => {
    for (const key of keys) {
      const inserts = insertsOf(messages[key]?.message ?? "");
      expect(inserts, key).toEqual(insertsOf(english[key]?.message ?? ""));
    }
  });
});

it("has plural forms in pairs", () => {
  const counted = keys.filter((key) => key.endsWith("_one"));
  expect(counted.length).toBeGreaterThan(0);
  for (const key of counted) expect(keys).toContain(key.replace(/_one$/, "_other"));
});

it("holds no text that nobody shows", () => {
  // Keys that are put together where they are used: `failure_${code}`.
  const prefixes = [...code.matchAll(/[`"](\w+_)\$\{/g)].map(([, prefix = ""]) => prefix);
  const isUsed = (key: string): boolean =>
    code.includes(`"${key}"`) ||
    code.includes(`__MSG_${key}__`) ||
    code.includes(`"${key.replace(/_(?:one|other)$/, "")}"`) ||
    prefixes.some((prefix) => key.startsWith(prefix));
  expect(keys.filter((key) => !isUsed(key))).toEqual([]);
});

it("has every text that is asked for by name", () => {
  const asked = [...code.matchAll(/\b(?:t|translate)\(\s*"(\w+)"/g)].map(([, key = ""]) => key);
  expect(asked.length).toBeGreaterThan(100);
  expect(asked.filter((key) => !Object.hasOwn(english, key))).toEqual([]);
});

describe("components", () => {
  const SPOKEN =
    /\b(children|title|label|placeholder|alt|hint|error|caption|header|"aria-label"): "([^"]*)"/g;
  /** A text among other children stands on a line of its own. */
  const CHILD = /(?<=[,[]\s*\n)\s*"([^"]*)",?$/gm;
  /** Keys, statuses and addresses given as an example are no language. */
  const isText = (text: string): boolean =>
    /\p{L}{2}/u.test(text.replace(/\\x../g, "")) &&
    !/^[a-z]+(?:-[a-z]+)*$/.test(text) &&
    !text.startsWith("https://") &&
    !Object.hasOwn(english, text);

  it.each(sources.filter((path) => path.endsWith(".tsx")))("%s holds no literal text", (path) => {
    const { code: plain } = transformSync(read(path), { loader: "tsx", jsx: "automatic" });
    const spoken = [...plain.matchAll(SPOKEN)].map(([, , text = ""]) => text);
    const children = [...plain.matchAll(CHILD)].map(([, text = ""]) => text);
    expect([...spoken, ...children].filter(isText)).toEqual([]);
  });
});
