import { useMemo } from "preact/hooks";
import type { UnverifiedPolicy } from "../../lib/consent/route-policy.ts";
import type { SenderConsent } from "../../lib/messages/protocol.ts";
import { countries } from "../../lib/phone/countries.ts";
import type { EffectiveSettings } from "../../lib/settings/settings.ts";
import { useAction } from "../../lib/ui/use-action.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { useTexts } from "../texts.tsx";
import { type Choice, Select } from "../ui/Select.tsx";
import type { OptionsActions } from "./actions.ts";
import { Section } from "./Section.tsx";
import { useLocked } from "./use-locked.ts";

export interface RulesSectionProps {
  readonly settings: EffectiveSettings;
  readonly senders: SenderConsent;
  readonly actions: Pick<OptionsActions, "update">;
}

const OUTCOMES: readonly UnverifiedPolicy[] = ["warn", "block", "allow"];

/** What happens to a text, and how numbers are read. */
export function RulesSection({ settings, senders, actions }: RulesSectionProps) {
  const { t, count } = useTexts();
  const save = useAction(actions.update);
  const locked = useLocked(settings);
  const { values } = settings;
  const needs = [
    ...(senders.optInRequired > 0 ? [count("opt_in_required_by", senders.optInRequired)] : []),
    ...(senders.unknown > 0 ? [count("opt_in_unknown_of", senders.unknown)] : []),
  ];
  return (
    <Section id="rules">
      {save.failure ? <FailureBanner failure={save.failure} /> : null}
      <Select
        label={t("unverified_policy")}
        hint={t("unverified_policy_hint")}
        value={values.unverified}
        choices={OUTCOMES.map((value) => ({ value, label: t(`unverified_policy_${value}`) }))}
        locked={locked("unverified")}
        onChange={(unverified) => save.run({ unverified })}
      />
      <Select
        label={t("any_number")}
        hint={t("any_number_hint")}
        value={values.anyNumberBlocks ? "block" : "warn"}
        choices={[
          { value: "block", label: t("any_number_block") },
          { value: "warn", label: t("any_number_warn") },
        ]}
        locked={locked("anyNumberBlocks")}
        onChange={(value) => save.run({ anyNumberBlocks: value === "block" })}
      />
      <Select
        label={t("opt_in_missing")}
        hint={[t("opt_in_missing_hint"), ...needs].join(" ")}
        value={values.optInMissing}
        choices={OUTCOMES.map((value) => ({ value, label: t(`unverified_policy_${value}`) }))}
        locked={locked("optInMissing")}
        onChange={(optInMissing) => save.run({ optInMissing })}
      />
      <Select
        label={t("web_texting")}
        hint={t("web_texting_hint")}
        value={values.webTexting ? "guard" : "leave"}
        choices={[
          { value: "leave", label: t("web_texting_leave") },
          { value: "guard", label: t("web_texting_guard") },
        ]}
        locked={locked("webTexting")}
        onChange={(value) => save.run({ webTexting: value === "guard" })}
      />
      <Select
        label={t("default_country")}
        hint={t("default_country_hint")}
        value={values.defaultCountry}
        choices={useCountryChoices()}
        locked={locked("defaultCountry")}
        onChange={(defaultCountry) => save.run({ defaultCountry })}
      />
    </Section>
  );
}

function useCountryChoices(): readonly Choice<string>[] {
  const { locale } = useTexts();
  return useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: "region", fallback: "code" });
    return countries()
      .map(({ code, callingCode }) => ({
        value: code,
        label: `${names.of(code) ?? code} (+${callingCode})`,
      }))
      .sort((a, b) => a.label.localeCompare(b.label, locale));
  }, [locale]);
}
