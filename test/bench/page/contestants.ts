/** Bundled into an isolated world of the page, as a content script's would be. */
import { findPhoneNumbersInText } from "libphonenumber-js/min";
import { RegExpPhoneNumberMatcher } from "ringcentral-c2d/matchers/RegExpPhoneNumberMatcher";
import { RangeObserver } from "ringcentral-c2d/observers/RangeObserver";
import type { Verdict } from "../../../lib/consent/verdict.ts";
import { guardPage } from "../../../lib/guard/guarded-page.ts";
import { markPage } from "../../../lib/guard/marked-page.ts";
import { numberReader } from "../../../lib/guard/number-reader.ts";
import type { GuardPorts } from "../../../lib/guard/ports.ts";
import { createHits } from "../../../lib/guard/text/hits.ts";
import { createLineReader } from "../../../lib/guard/text/lines.ts";
import { readSubtree } from "../../../lib/guard/text/units.ts";
import type { Ask } from "../../../lib/messages/page-client.ts";
import type { E164 } from "../../../lib/phone/e164.ts";

function* texts(): Generator<Text> {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) yield node as Text;
}

/** Every fifth customer has opted out: answers at once, so that no channel is measured. */
const verdictOf = (recipient: E164): Verdict => ({
  recipient,
  kind: Number(recipient.at(-1)) % 5 === 0 ? "opted-out" : "clear",
  optOuts: [],
  asOf: 0,
});

/** Each gives how many numbers it found; 0 where it does not tell. */
const contestants = {
  floor: (): number => {
    let length = 0;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      length += (node as Text).data.length;
    }
    return length > 0 ? 0 : -1;
  },
  ours: (): number => {
    const hits = createHits();
    const lines = createLineReader({
      reader: numberReader,
      country: () => "US",
      onText: hits.put,
      onHidden: () => undefined,
    });
    const ports = { onUnit: lines.readUnit, onHidden: () => undefined, onLost: () => undefined };
    for (const _ of readSubtree(document.body, ports));
    return [...hits.numbers()].length;
  },
  libphonenumber: (): number => {
    let found = 0;
    for (const { data } of texts()) found += findPhoneNumbersInText(data, "US").length;
    return found;
  },
  /** Takes the nodes from a queue, a task each: told by the CPU time until it rests. */
  c2d: (): number => {
    const matcher = new RegExpPhoneNumberMatcher();
    Object.assign(globalThis, { kept: new RangeObserver({ node: document.body, matcher }) });
    return 0;
  },
  /** The whole guard, as the content script starts it. */
  guard: (): void => {
    const ask = (async (name: string, payload: { recipients: E164[]; numbers: number }) => {
      if (name === "guard/report") Object.assign(globalThis, { reported: payload.numbers });
      if (name === "guard/verdicts") return { verdicts: payload.recipients.map(verdictOf) };
      return null;
    }) as unknown as Ask;
    const ports: GuardPorts = {
      ask,
      onPush: () => undefined,
      onQuestion: () => undefined,
      t: (key) => key,
      shadowOf: (element) => element.shadowRoot,
    };
    const config = {
      active: true,
      defaultCountry: "US",
      unverified: "warn",
      anyNumberBlocks: true,
      webTexting: false,
      recipes: [],
    } as const;
    const ready = async (): Promise<void> => undefined;
    const { signal } = new AbortController();
    const page = guardPage(window, ports, numberReader, config, ready, signal);
    page.add({ part: "page", start: markPage });
  },
};

Object.assign(globalThis, { contestants });
