import { readFileSync } from "node:fs";

const ROOT = new URL("../../", import.meta.url);

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
}

/** Every package of the lock file by its place under the root. */
export const lockedPackages = (): readonly (readonly [string, LockedPackage])[] =>
  Object.entries(
    (
      JSON.parse(readFileSync(new URL("package-lock.json", ROOT), "utf8")) as {
        readonly packages: Readonly<Record<string, LockedPackage>>;
      }
    ).packages,
  );

const PREFIX = "node_modules/";
/** Tools whose code is in the packages for the stores too. */
const BUNDLED = ["webextension-polyfill", "@wxt-dev/webextension-polyfill", "wxt"];

const row = (name: string, { version = "", license = "unknown" }: LockedPackage): string =>
  `| ${name} | ${version} | ${license} |`;

/** The list as it stands in `docs/licences.md`. */
export function licenceList(): string {
  const packages = lockedPackages().filter(
    ([place, { link }]) => place.startsWith(PREFIX) && !link,
  );
  const { dependencies } = JSON.parse(readFileSync(new URL("package.json", ROOT), "utf8")) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const shippedNames = new Set([...Object.keys(dependencies), ...BUNDLED]);
  const shipped = packages.flatMap(([place, info]) => {
    const name = place.slice(PREFIX.length);
    return shippedNames.has(name) ? row(name, info) : [];
  });
  const counts = new Map<string, number>();
  for (const [, { license = "unknown" }] of packages) {
    counts.set(license, (counts.get(license) ?? 0) + 1);
  }
  const byCount = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return `# Licences

Made by \`npm run licences\` from \`package-lock.json\`; a test holds it to be current.

## In the packages for the stores

| package | version | licence |
|---|---|---|
${shipped.sort().join("\n")}

Consent Guard itself is under the MIT licence (\`LICENSE\`).

## In everything that builds and tests it

| licence | packages |
|---|---|
${byCount.map(([licence, count]) => `| ${licence} | ${count} |`).join("\n")}
`;
}
