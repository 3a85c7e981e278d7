import { LANGUAGES, type Settings, THEMES } from "../../lib/settings/settings.ts";
import { useAction } from "../../lib/ui/use-action.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { useTexts } from "../texts.tsx";
import { Select } from "../ui/Select.tsx";
import type { OptionsActions } from "./actions.ts";
import { Section } from "./Section.tsx";

export interface AppearanceSectionProps {
  readonly settings: Settings;
  readonly actions: Pick<OptionsActions, "speak" | "wear">;
}

/** What a person sees and reads us in. */
export function AppearanceSection({ settings, actions }: AppearanceSectionProps) {
  const { t } = useTexts();
  const speak = useAction(actions.speak);
  const wear = useAction(actions.wear);
  const failure = speak.failure ?? wear.failure;
  return (
    <Section id="appearance">
      {failure ? <FailureBanner failure={failure} /> : null}
      <Select
        label={t("language")}
        hint={t("language_hint")}
        value={settings.language}
        choices={[
          { value: "auto" as const, label: t("language_auto") },
          ...LANGUAGES.map((value) => ({ value, label: nameOf(value) })),
        ]}
        onChange={speak.run}
      />
      <Select
        label={t("theme")}
        hint={t("theme_hint")}
        value={settings.theme}
        choices={THEMES.map((value) => ({ value, label: t(`theme_${value}`) }))}
        onChange={wear.run}
      />
    </Section>
  );
}

/** A language in its own words. */
function nameOf(language: string): string {
  const name = new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
