import { Settings } from "lucide-preact";
import type { FailureInfo } from "../../lib/failure.ts";
import type { AppState } from "../../lib/messages/protocol.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { HealthBanner } from "../health/HealthBanner.tsx";
import { SyncLine } from "../health/SyncLine.tsx";
import { useTexts } from "../texts.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import type { ListsDesk } from "./desk.ts";
import { LazyTab } from "./LazyTab.tsx";
import { LIST_TABS } from "./tabs.ts";
import "../options/options.css";
import "./lists.css";

export interface ListsProps {
  /** Null until the background has answered. */
  readonly state: AppState | null;
  readonly failure: FailureInfo | null;
  readonly now: number;
  /** Id of the open tab; what is no tab opens the first. */
  readonly tab: string;
  readonly desk: ListsDesk;
}

/** The desk for many numbers at once. */
export function Lists({ state, failure, now, tab, desk }: ListsProps) {
  const { t } = useTexts();
  const open = LIST_TABS.find(({ id }) => id === tab) ?? LIST_TABS[0];
  return (
    <div class="options lists">
      <aside>
        <p class="brand">
          <img src="/icon/icon.svg" alt="" width="28" height="28" />
          {t("extensionName")}
        </p>
        <nav aria-label={t("lists")}>
          <ul>
            {LIST_TABS.map(({ id, title, icon: Icon }) => (
              <li key={id}>
                <a href={`#${id}`} aria-current={id === open?.id ? "page" : undefined}>
                  <Icon aria-hidden="true" />
                  {t(title)}
                </a>
              </li>
            ))}
            <li class="elsewhere">
              <a href="/options.html">
                <Settings aria-hidden="true" />
                {t("settings")}
              </a>
            </li>
          </ul>
        </nav>
      </aside>
      <main>
        <header class="stack">
          <h1>{open ? t(open.title) : t("lists")}</h1>
          {open ? <p class="muted">{t(open.text)}</p> : null}
          {state ? <SyncLine state={state} now={now} /> : null}
        </header>
        {failure ? <FailureBanner failure={failure} /> : null}
        {state && open ? (
          <>
            <HealthBanner state={state} now={now} onConnect={desk.connect} onSync={desk.sync} />
            <LazyTab key={open.id} tab={open} state={state} now={now} desk={desk} />
          </>
        ) : failure ? null : (
          <Skeleton />
        )}
      </main>
    </div>
  );
}
