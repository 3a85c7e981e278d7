import { createRequire, registerHooks } from "node:module";
import { Window } from "happy-dom";
import { type CountryCode, findPhoneNumbersInText } from "libphonenumber-js/max";
import type { Found } from "../../corpus/score.ts";

/** A finder of phone numbers in one text. */
export interface Peer {
  readonly name: string;
  readonly find: (text: string, country: string) => Found[];
}

const libphonenumber: Peer = {
  name: "libphonenumber-js",
  find: (text, country) =>
    findPhoneNumbersInText(text, country as CountryCode).map(({ startsAt, endsAt, number }) => ({
      start: startsAt,
      end: endsAt,
      number: number.number,
    })),
};

/** ringcentral-c2d's phone numbers ask for polyfills that it does not declare and Node has. */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier.startsWith("core-js/")
      ? { url: "polyfill:none", format: "commonjs", shortCircuit: true }
      : next(specifier, context),
  load: (url, context, next) =>
    url === "polyfill:none"
      ? { format: "commonjs", source: "", shortCircuit: true }
      : next(url, context),
});

interface C2dMatcher {
  match(props: { node: unknown; children?: boolean }): {
    startsAt?: number;
    endsAt?: number;
    context: { phoneNumber: string };
  }[];
}
type C2dMatcherClass = new (props: { countryCode?: string }) => C2dMatcher;

/** Its matchers look at text nodes and reach for a global document. */
function createC2d(name: string, path: string): Peer {
  const window = new Window();
  const { document } = window;
  Object.assign(globalThis, { document, NodeFilter: window.NodeFilter });
  const required = createRequire(import.meta.url)(path) as Record<string, C2dMatcherClass>;
  const Matcher = required[path.split("/").at(-1) ?? ""];
  if (!Matcher) throw new Error(`${path} has no such matcher`);
  const matchers = new Map<string, C2dMatcher>();
  return {
    name,
    find: (text, country) => {
      const matcher = matchers.get(country) ?? new Matcher({ countryCode: country });
      matchers.set(country, matcher);
      const node = document.createTextNode(text);
      return (matcher.match({ node }) ?? []).map(({ startsAt, endsAt, context }) => {
        const start = startsAt ?? 0;
        const end = endsAt ?? text.length;
        return { start, end, number: e164Of(context.phoneNumber, country) };
      });
    },
  };
}

/** What it matched, read in its favour: by libphonenumber with the default country. */
function e164Of(written: string, country: string): string {
  const [found] = findPhoneNumbersInText(written, {
    defaultCountry: country as CountryCode,
    extended: true,
  } as never);
  return found?.number.number ?? written;
}

export const createPeers = (): Peer[] => [
  libphonenumber,
  createC2d("ringcentral-c2d, libphonenumber", "ringcentral-c2d/matchers/LibPhoneNumberMatcher"),
  createC2d("ringcentral-c2d, patterns", "ringcentral-c2d/matchers/RegExpPhoneNumberMatcher"),
];
