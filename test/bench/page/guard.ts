/** Bundled into an isolated world of the page, as the content scripts of the guard are. */
import type { Verdict } from "../../../lib/consent/verdict.ts";
import { guardPage } from "../../../lib/guard/guarded-page.ts";
import { markPage } from "../../../lib/guard/marked-page.ts";
import { numberReader } from "../../../lib/guard/number-reader.ts";
import type { GuardPorts } from "../../../lib/guard/ports.ts";
import type { Ask } from "../../../lib/messages/page-client.ts";
import type { E164 } from "../../../lib/phone/e164.ts";

/** Every fifth customer has opted out. */
const verdictOf = (recipient: E164): Verdict => ({
  recipient,
  kind: Number(recipient.at(-1)) % 5 === 0 ? "opted-out" : "clear",
  optOuts: [],
  asOf: 0,
});

/** The whole guard, as the content scripts start it. */
export function guard(signal: AbortSignal, start = markPage): void {
  /** In a task of its own, as a message is answered, and at no cost of a channel. */
  const ask = (async (name: string, payload: { recipients: E164[] }) => {
    if (name !== "guard/verdicts") return null;
    const verdicts = payload.recipients.map(verdictOf);
    await new Promise((resolve) => setTimeout(resolve));
    return { verdicts };
  }) as unknown as Ask;
  const ports: GuardPorts = {
    ask,
    onPush: () => undefined,
    onQuestion: () => undefined,
    setTexts: () => undefined,
    t: (key) => key,
    shadowOf: (element) => element.shadowRoot,
  };
  const config = {
    active: true,
    defaultCountry: "US",
    unverified: "warn",
    anyNumberBlocks: true,
    optInMissing: "warn",
    webTexting: false,
    onDemand: false,
    recipes: [],
    theme: "auto",
    texts: {},
  } as const;
  const ready = async (): Promise<void> => undefined;
  const page = guardPage(window, ports, numberReader, config, ready, signal);
  page.add({ part: "page", start });
}
