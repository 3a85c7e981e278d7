import { Lock, type LucideIcon, Pause, ShieldAlert, ShieldCheck } from "lucide-preact";
import type { SiteState } from "../../lib/messages/protocol.ts";
import { type TextKey, useTexts } from "../texts.tsx";
import "../ui/badge.css";
import { Tag } from "../ui/Tag.tsx";

/** Whether a site is guarded, as a word with an icon. */
export function SiteStatus({ site }: { site: SiteState }) {
  const { t } = useTexts();
  const { icon: Icon, word, tone } = faceOf(site);
  return (
    <span class="row">
      {site.fromPolicy ? <Tag icon={Lock}>{t("site_from_policy")}</Tag> : null}
      <span class={`badge ${tone}`}>
        <Icon aria-hidden="true" />
        {t(word)}
      </span>
    </span>
  );
}

interface Face {
  readonly icon: LucideIcon;
  readonly word: TextKey;
  readonly tone: string;
}

function faceOf(site: SiteState): Face {
  if (!site.granted)
    return { icon: ShieldAlert, word: "site_not_allowed", tone: "partly-opted-out" };
  if (site.paused) return { icon: Pause, word: "site_paused", tone: "unverified" };
  return { icon: ShieldCheck, word: "site_guarded", tone: "clear" };
}
