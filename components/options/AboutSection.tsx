import { Activity, type LucideIcon, Rocket, ScrollText } from "lucide-preact";
import type { TextKey } from "../texts.tsx";
import { useTexts } from "../texts.tsx";
import { Section } from "./Section.tsx";

/** What this version brought to people, in a line each; `CHANGELOG.md` has all of it. */
export const NEWS: { readonly version: string; readonly lines: readonly TextKey[] } = {
  version: "0.1.0",
  lines: ["news_guard", "news_check", "news_lists", "news_audit"],
};

const QUESTIONS: readonly (readonly [question: TextKey, answer: TextKey])[] = [
  ["help_not_marked", "help_not_marked_text"],
  ["help_by_mistake", "help_by_mistake_text"],
  ["help_texts_again", "help_texts_again_text"],
  ["help_support", "help_support_text"],
];

const PLACES: readonly (readonly [page: string, icon: LucideIcon, label: TextKey])[] = [
  ["/welcome.html", Rocket, "first_steps_open"],
  ["/audit.html", ScrollText, "audit_open"],
  ["/diagnostics.html", Activity, "diagnostics_open"],
];

/** Which version this is, what it brought, and where help is. */
export function AboutSection({ version }: { version: string }) {
  const { t } = useTexts();
  return (
    <Section id="about">
      <p>{t("about_version", version)}</p>
      <h3>{t("about_news")}</h3>
      <ul class="plain-list">
        {NEWS.lines.map((line) => (
          <li key={line}>{t(line)}</li>
        ))}
      </ul>
      <h3>{t("about_help")}</h3>
      <div class="help">
        {QUESTIONS.map(([question, answer]) => (
          <details key={question}>
            <summary>{t(question)}</summary>
            <p>{t(answer)}</p>
          </details>
        ))}
      </div>
      <div class="row">
        {PLACES.map(([page, Icon, label]) => (
          <a key={page} class="button secondary size-m" href={page}>
            <Icon aria-hidden="true" />
            <span class="button-label">{t(label)}</span>
          </a>
        ))}
      </div>
    </Section>
  );
}
