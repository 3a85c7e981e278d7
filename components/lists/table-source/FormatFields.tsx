import type { Encoding } from "../../../lib/campaign/encoding.ts";
import type { FormatCorrections, TextFormat } from "../../../lib/campaign/table/table.ts";
import type { Delimiter } from "../../../lib/campaign/table-shape.ts";
import { type TextKey, useTexts } from "../../texts.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { Select } from "../../ui/Select.tsx";

/** Names of standards: the same in every language. */
const ENCODINGS: { readonly [E in Encoding]: string } = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16 LE",
  "utf-16be": "UTF-16 BE",
  "windows-1252": "Windows-1252",
};

const DELIMITERS: { readonly [D in Delimiter]: TextKey } = {
  ",": "delimiter_comma",
  ";": "delimiter_semicolon",
  "\t": "delimiter_tab",
  "|": "delimiter_pipe",
};

export interface FormatFieldsProps {
  readonly format: TextFormat;
  readonly onCorrect: (corrections: FormatCorrections) => void;
}

/** What was found of the list's writing, for correction. */
export function FormatFields({ format, onCorrect }: FormatFieldsProps) {
  const { t } = useTexts();
  return (
    <div class="list-fields">
      <Select
        label={t("list_encoding")}
        value={format.encoding}
        choices={(Object.keys(ENCODINGS) as Encoding[]).map((value) => ({
          value,
          label: ENCODINGS[value],
        }))}
        onChange={(encoding) => onCorrect({ encoding })}
      />
      <Select
        label={t("list_delimiter")}
        value={format.delimiter}
        choices={(Object.keys(DELIMITERS) as Delimiter[]).map((value) => ({
          value,
          label: t(DELIMITERS[value]),
        }))}
        onChange={(delimiter) => onCorrect({ delimiter })}
      />
      <Checkbox
        label={t("list_has_header")}
        checked={format.hasHeader}
        onChange={(hasHeader) => onCorrect({ hasHeader })}
      />
    </div>
  );
}
