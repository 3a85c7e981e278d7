import { existsSync } from "node:fs";

/** `npm run bench -- <name>`: each bench is a folder beside this file. */
const NAMES = ["text", "page", "cache", "lists", "popup"] as const;

const chosen = process.argv[2];
const present = NAMES.filter((name) => existsSync(new URL(`${name}/main.ts`, import.meta.url)));
const wanted = chosen === undefined ? present : present.filter((name) => name === chosen);
if (wanted.length === 0) {
  console.error(`There is no bench ${chosen ?? ""}. There are: ${present.join(", ")}`);
  process.exit(1);
}
for (const name of wanted) await import(`./${name}/main.ts`);
