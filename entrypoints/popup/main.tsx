import { DESK } from "../../components/popup/parts.ts";
import { rememberedSender } from "../../lib/browser/sender-memory.ts";
import { recentNumbers, rememberedDraft } from "../../lib/browser/session-memory.ts";
import { mountOwnPage } from "../own-page/mount.tsx";
import { PopupPage } from "./PopupPage.tsx";

const query = new URLSearchParams(location.search);
const tab = query.get("tab");
/** The toolbar's popup is closed by the first press outside; a tab that is about something stays. */
const keepsDraft = query.size === 0;

/** What has been typed before this ran. */
const typed = (): string => document.querySelector<HTMLInputElement>("#app input")?.value ?? "";

// Whether it has come is asked where it is shown; a failure is told there.
DESK.load().catch(() => undefined);

await mountOwnPage({
  remembered: Promise.all([
    recentNumbers(),
    rememberedSender(),
    keepsDraft ? rememberedDraft(Date.now()) : undefined,
  ]),
  show: (last, remembered) => {
    const draft = remembered?.[2];
    const initialNumber = typed() || (query.get("number") ?? draft?.text ?? "");
    return (
      <PopupPage
        last={last}
        recent={remembered?.[0] ?? []}
        sender={remembered?.[1] ?? null}
        initialNumber={initialNumber}
        draft={draft && draft.text !== initialNumber ? null : draft}
        tabId={tab === null ? null : Number(tab)}
      />
    );
  },
});
