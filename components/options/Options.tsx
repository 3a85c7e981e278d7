import { ListChecks, SearchX } from "lucide-preact";
import { useState } from "preact/hooks";
import type { FailureInfo } from "../../lib/failure.ts";
import type { AppState } from "../../lib/messages/protocol.ts";
import { ungrantedSites } from "../../lib/ui/health.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { HealthBanner } from "../health/HealthBanner.tsx";
import { SyncLine } from "../health/SyncLine.tsx";
import { PolicySitesBanner } from "../sites/PolicySitesBanner.tsx";
import { useTexts } from "../texts.tsx";
import { Banner } from "../ui/Banner.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { TextField } from "../ui/Field.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { AboutSection } from "./AboutSection.tsx";
import { AccountSection } from "./AccountSection.tsx";
import { AppearanceSection } from "./AppearanceSection.tsx";
import type { OptionsActions } from "./actions.ts";
import { DataSection } from "./DataSection.tsx";
import { FileSection } from "./FileSection.tsx";
import { KeyboardSection } from "./KeyboardSection.tsx";
import { NumbersSection } from "./NumbersSection.tsx";
import { RecordsSection } from "./RecordsSection.tsx";
import { RulesSection } from "./RulesSection.tsx";
import { Found } from "./Section.tsx";
import { SitesSection } from "./SitesSection.tsx";
import { findSections, SECTIONS, type SectionId } from "./sections.ts";
import "./options.css";

export interface OptionsProps {
  /** Null until the background has answered. */
  readonly state: AppState | null;
  readonly failure: FailureInfo | null;
  readonly now: number;
  /** Of the extension. */
  readonly version: string;
  readonly actions: OptionsActions;
}

/** The admin's desk. */
export function Options({ state, failure, now, version, actions }: OptionsProps) {
  const texts = useTexts();
  const { t } = texts;
  const [query, setQuery] = useState("");
  const found = findSections(query, texts);
  return (
    <div class="options">
      <aside>
        <p class="brand">
          <img src="/icon/icon.svg" alt="" width="28" height="28" />
          {t("extensionName")}
        </p>
        <TextField label={t("search_settings")} type="search" value={query} onInput={setQuery} />
        <nav aria-label={t("sections")}>
          <ul>
            {SECTIONS.filter(({ id }) => found.has(id)).map(({ id, title, icon: Icon }) => (
              <li key={id}>
                <a href={`#${id}`}>
                  <Icon aria-hidden="true" />
                  {t(title)}
                </a>
              </li>
            ))}
            <li class="elsewhere">
              <a href="/lists.html">
                <ListChecks aria-hidden="true" />
                {t("lists")}
              </a>
            </li>
          </ul>
        </nav>
      </aside>
      <main>
        <header class="stack">
          <h1>{t("settings")}</h1>
          {state ? <SyncLine state={state} now={now} /> : null}
        </header>
        {failure ? <FailureBanner failure={failure} /> : null}
        {state ? (
          <Sections state={state} found={found} now={now} version={version} actions={actions} />
        ) : failure ? null : (
          <Skeleton />
        )}
      </main>
    </div>
  );
}

interface SectionsProps {
  readonly state: AppState;
  /** The sections that the search has found. */
  readonly found: ReadonlySet<SectionId>;
  readonly now: number;
  readonly version: string;
  readonly actions: OptionsActions;
}

function Sections({ state, found, now, version, actions }: SectionsProps) {
  const { t } = useTexts();
  const { settings, sites, session } = state;
  return (
    <>
      <HealthBanner state={state} now={now} onConnect={actions.connect} onSync={actions.sync} />
      <PolicySitesBanner
        patterns={sites.some((site) => site.fromPolicy) ? ungrantedSites(state) : []}
        onGrant={actions.grantSites}
      />
      {settings.invalidPolicy.length > 0 ? (
        <Banner tone="warning" title={t("policy_invalid")}>
          {t("policy_invalid_text", settings.invalidPolicy.join(", "))}
        </Banner>
      ) : null}
      {found.size === 0 ? (
        <EmptyState icon={SearchX} title={t("search_nothing")}>
          {t("search_nothing_text")}
        </EmptyState>
      ) : null}
      <Found.Provider value={found}>
        <AccountSection
          session={session}
          settings={settings}
          redirectUri={state.redirectUri}
          waitingChanges={state.waitingChanges}
          actions={actions}
        />
        <NumbersSection
          signedIn={session.status === "signed-in"}
          settings={settings}
          actions={actions}
        />
        <SitesSection sites={sites} settings={settings} actions={actions} />
        <RulesSection settings={settings} senders={state.senders} actions={actions} />
        <DataSection state={state} now={now} actions={actions} />
        <AppearanceSection settings={settings.values} actions={actions} />
        <KeyboardSection actions={actions} />
        <RecordsSection state={state} actions={actions} />
        <FileSection settings={settings} actions={actions} />
        <AboutSection version={version} />
      </Found.Provider>
    </>
  );
}
