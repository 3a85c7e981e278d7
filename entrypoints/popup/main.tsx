import { DESK } from "../../components/popup/parts.ts";
import { rememberedSender } from "../../lib/browser/sender-memory.ts";
import { recentNumbers } from "../../lib/browser/session-memory.ts";
import { mountOwnPage } from "../own-page/mount.tsx";
import { PopupPage } from "./PopupPage.tsx";

const query = new URLSearchParams(location.search);
const tab = query.get("tab");

/** What has been typed before this ran. */
const typed = (): string => document.querySelector<HTMLInputElement>("#app input")?.value ?? "";

// Whether it has come is asked where it is shown; a failure is told there.
DESK.load().catch(() => undefined);

await mountOwnPage({
  remembered: Promise.all([recentNumbers(), rememberedSender()]),
  show: (last, remembered) => (
    <PopupPage
      last={last}
      recent={remembered?.[0] ?? []}
      sender={remembered?.[1] ?? null}
      initialNumber={typed() || (query.get("number") ?? "")}
      tabId={tab === null ? null : Number(tab)}
    />
  ),
});
