import type { CrmSays } from "../../../lib/campaign/compare.ts";
import { useTexts } from "../../texts.tsx";
import { Select } from "../../ui/Select.tsx";
import type { Meaning } from "./meanings.ts";

export interface MeaningFieldsProps {
  readonly meanings: readonly Meaning[];
  readonly onChange: (word: string, says: CrmSays) => void;
}

/** What each word of the CRM's consent column means, for correction. */
export function MeaningFields({ meanings, onChange }: MeaningFieldsProps) {
  const { t } = useTexts();
  return (
    <fieldset class="stack">
      <legend>{t("compare_meanings")}</legend>
      <div class="list-fields">
        {meanings.map(({ word, written, says }) => (
          <Select<CrmSays>
            key={word}
            label={written === "" ? t("compare_empty") : `“${written}”`}
            value={says}
            choices={[
              { value: "opted-out", label: t("compare_says_out") },
              { value: "may-text", label: t("compare_says_text") },
              { value: "nothing", label: t("compare_says_nothing") },
            ]}
            onChange={(value) => onChange(word, value)}
          />
        ))}
      </div>
    </fieldset>
  );
}
