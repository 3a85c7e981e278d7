import type { EffectiveSettings, SettingName } from "../../lib/settings/settings.ts";
import { useTexts } from "../texts.tsx";

/** Why a setting cannot be changed here; undefined when it can. */
export function useLocked(settings: EffectiveSettings): (name: SettingName) => string | undefined {
  const { t } = useTexts();
  return (name) => (settings.locked.includes(name) ? t("locked_by_policy") : undefined);
}
