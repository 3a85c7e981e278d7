import { Globe, ShieldCheck, Trash2 } from "lucide-preact";
import type { SiteState } from "../../lib/messages/protocol.ts";
import { KNOWN_CRMS } from "../../lib/settings/known-crms.ts";
import type { EffectiveSettings } from "../../lib/settings/settings.ts";
import { hostOfPattern } from "../../lib/settings/site-pattern.ts";
import { useAction } from "../../lib/ui/use-action.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { useTexts } from "../texts.tsx";
import { Button } from "../ui/Button.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { AddSite } from "./AddSite.tsx";
import type { OptionsActions } from "./actions.ts";
import { Recipes } from "./Recipes.tsx";
import { Section } from "./Section.tsx";
import { SiteStatus } from "./SiteStatus.tsx";
import { useLocked } from "./use-locked.ts";

export interface SitesSectionProps {
  readonly sites: readonly SiteState[];
  readonly settings: EffectiveSettings;
  readonly actions: Pick<
    OptionsActions,
    "addSite" | "removeSite" | "grantSites" | "update" | "saveFile"
  >;
}

/** Where the guard runs. */
export function SitesSection({ sites, settings, actions }: SitesSectionProps) {
  const { t } = useTexts();
  const locked = useLocked(settings)("sites");
  const remove = useAction(actions.removeSite);
  const grant = useAction(actions.grantSites);
  const resume = useAction((pattern: string) =>
    actions.update({ pausedSites: settings.values.pausedSites.filter((one) => one !== pattern) }),
  );
  const failure = remove.failure ?? grant.failure ?? resume.failure;
  return (
    <Section id="sites">
      {failure ? <FailureBanner failure={failure} /> : null}
      {sites.length === 0 ? (
        <EmptyState icon={Globe} title={t("sites_none")}>
          {t("sites_none_text")}
        </EmptyState>
      ) : (
        <ul class="sites">
          {sites.map((site) => (
            <li key={site.pattern} class="row apart">
              <span class="site-name">
                <strong>{nameOf(site.pattern)}</strong>
                <code class="muted">{site.pattern}</code>
              </span>
              <span class="row">
                <SiteStatus site={site} />
                {site.granted ? null : (
                  <Button
                    size="s"
                    kind="primary"
                    icon={ShieldCheck}
                    busy={grant.busy}
                    onPress={() => grant.run([site.pattern])}
                  >
                    {t("allow_site")}
                  </Button>
                )}
                {site.granted && site.paused ? (
                  <Button size="s" busy={resume.busy} onPress={() => resume.run(site.pattern)}>
                    {t("site_resume")}
                  </Button>
                ) : null}
                {site.fromPolicy ? null : (
                  <Button
                    size="s"
                    kind="quiet"
                    icon={Trash2}
                    iconOnly
                    busy={remove.busy}
                    onPress={() => remove.run(site.pattern)}
                  >
                    {t("remove_site", hostOfPattern(site.pattern))}
                  </Button>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      <AddSite present={sites} locked={locked} onAdd={actions.addSite} />
      <Recipes settings={settings} actions={actions} />
    </Section>
  );
}

const nameOf = (pattern: string): string =>
  KNOWN_CRMS.find((crm) => crm.pattern === pattern)?.name ?? hostOfPattern(pattern);
