import { LANGUAGES, type Language } from "../../lib/settings/settings.ts";
import { useAction } from "../../lib/ui/use-action.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { useTexts } from "../texts.tsx";
import { Select } from "../ui/Select.tsx";
import { Section } from "./Section.tsx";

export interface LanguageSectionProps {
  readonly language: Language;
  readonly onChange: (language: Language) => Promise<void>;
}

export function LanguageSection({ language, onChange }: LanguageSectionProps) {
  const { t } = useTexts();
  const change = useAction(onChange);
  return (
    <Section id="language">
      {change.failure ? <FailureBanner failure={change.failure} /> : null}
      <Select
        label={t("language")}
        hint={t("language_hint")}
        value={language}
        choices={[
          { value: "auto" as const, label: t("language_auto") },
          ...LANGUAGES.map((value) => ({ value, label: nameOf(value) })),
        ]}
        onChange={change.run}
      />
    </Section>
  );
}

/** A language in its own words. */
function nameOf(language: string): string {
  const name = new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
