import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../../lib/settings/settings.ts";
import { settingNames, settingSchemas } from "../../../lib/settings/settings-schema.ts";

type Policy = Readonly<Record<string, unknown>>;

interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

const read = (path: string): string =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const docs = read("docs/enterprise.md");
const schema = JSON.parse(read("public/managed-schema.json")) as Schema;
const KEYS = Object.keys(schema.properties ?? {});
/** Belong to one person, never to a company. */
const PERSONAL = ["pausedSites", "language", "theme"];

const blocksOf = (language: string): string[] =>
  [...docs.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))].map(
    ([, text = ""]) => text,
  );

/** Lists are JSON texts in the registry, and whole numbers are hexadecimal. */
function registryPolicy(text: string): Policy {
  const section = text.split("\\policy]")[1] ?? "";
  const typeOf = (name: string): string | undefined => schema.properties?.[name]?.type;
  return Object.fromEntries(
    [...section.matchAll(/^"(\w+)"=(?:dword:([0-9a-f]{8})|"(.*)")$/gm)].map(
      ([, name = "", word, quoted = ""]) => {
        const plain = quoted.replaceAll('\\"', '"');
        if (word !== undefined) {
          const number = Number.parseInt(word, 16);
          return [name, typeOf(name) === "boolean" ? number === 1 : number];
        }
        return [name, typeOf(name) === "array" ? JSON.parse(plain) : plain];
      },
    ),
  );
}

function plistPolicy(text: string): Policy {
  const inner = text.slice(text.lastIndexOf("PayloadUUID"), text.lastIndexOf("</dict>"));
  const strings = (value: string): string[] =>
    [...value.matchAll(/<string>(.*?)<\/string>/g)].map(([, item = ""]) => item);
  return Object.fromEntries(
    [
      ...inner.matchAll(
        /<key>(\w+)<\/key>(<array>.*?<\/array>|<string>.*?<\/string>|<true\/>|<false\/>|<integer>\d+<\/integer>)/g,
      ),
    ].map(([, name = "", value = ""]) => {
      if (value.startsWith("<array>")) return [name, strings(value)];
      if (value.startsWith("<string>")) return [name, strings(value)[0]];
      if (value.startsWith("<integer>")) return [name, Number.parseInt(value.slice(9), 10)];
      return [name, value === "<true/>"];
    }),
  );
}

/** A JSON example's policy, wherever that browser wants it. */
function jsonPolicy(text: string): Policy {
  const found = JSON.parse(text);
  const chrome = found["3rdparty"]?.extensions?.mikfmnfomabfjdgfpifpcbdeehndjokj;
  const firefox = found.policies?.["3rdparty"]?.Extensions?.["consent-guard@consent-guard.dev"];
  if (chrome ?? firefox) return chrome ?? firefox;
  return Object.fromEntries(
    Object.entries(found as Record<string, { Value: unknown }>).map(([name, { Value }]) => [
      name,
      Value,
    ]),
  );
}

function fits(value: unknown, { type, enum: allowed, items, properties }: Schema): boolean {
  if (allowed && !allowed.includes(String(value))) return false;
  if (type === "array") {
    return Array.isArray(value) && value.every((item) => fits(item, items ?? {}));
  }
  if (type === "integer") return Number.isInteger(value);
  if (type === "object") {
    return Object.entries(value as object).every(([name, inner]) => {
      const own = properties?.[name];
      return own !== undefined && fits(inner, own);
    });
  }
  return typeof value === type;
}

const EXAMPLES: readonly (readonly [string, Policy])[] = [
  ...blocksOf("reg").map((text, i) => [`registry ${i + 1}`, registryPolicy(text)] as const),
  ...blocksOf("xml").map((text, i) => [`profile ${i + 1}`, plistPolicy(text)] as const),
  ...blocksOf("json").map((text, i) => [`JSON ${i + 1}`, jsonPolicy(text)] as const),
];

describe("managed policy", () => {
  it("can set everything but what belongs to a person", () => {
    const own = settingNames.filter((name) => !PERSONAL.includes(name));
    expect(KEYS.sort()).toEqual(own.sort());
  });

  it("is documented key by key, with its default", () => {
    const rows = new Map(
      [...docs.matchAll(/^\| `(\w+)` \| [^|]+ \| ([^|]+) \| [^|]+ \|$/gm)].map(
        ([, name = "", value = ""]) => [name, value.replaceAll("`", "").trim()] as const,
      ),
    );
    expect([...rows.keys()].sort()).toEqual(KEYS);
    for (const [name, documented] of rows) {
      const value = DEFAULT_SETTINGS[name as keyof typeof DEFAULT_SETTINGS];
      const isEmpty = value === "" || (Array.isArray(value) && value.length === 0);
      expect(documented, name).toBe(isEmpty ? "empty" : String(value));
    }
  });

  it("has an example for each browser and system", () => {
    expect(EXAMPLES.map(([name]) => name)).toEqual([
      "registry 1",
      "registry 2",
      "profile 1",
      "JSON 1",
      "JSON 2",
      "JSON 3",
    ]);
    const whole = EXAMPLES.filter(([, policy]) => Object.keys(policy).length === KEYS.length);
    expect(whole.map(([name]) => name)).toEqual(["registry 1", "JSON 1"]);
  });

  it.each(EXAMPLES)("the example %s is what the schema and the settings take", (_, policy) => {
    expect(Object.keys(policy).length).toBeGreaterThan(2);
    for (const [name, value] of Object.entries(policy)) {
      expect(KEYS).toContain(name);
      expect(fits(value, schema.properties?.[name] ?? {}), name).toBe(true);
      const parsed = settingSchemas[name as keyof typeof settingSchemas].safeParse(value);
      expect(parsed.success, name).toBe(true);
    }
  });
});
