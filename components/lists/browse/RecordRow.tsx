// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row
// biome-ignore-all lint/a11y/useSemanticElements: rows of a table cannot stand out of their order, as those of a virtual list do
import { History, Pencil } from "lucide-preact";
import type { BrowsedRecord } from "../../../lib/browse/record-columns.ts";
import { e164FromNumber } from "../../../lib/phone/e164.ts";
import { formatNumber } from "../../../lib/phone/parse.ts";
import { PhoneNumber } from "../../PhoneNumber.tsx";
import { useTexts } from "../../texts.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { sourceInShort } from "../source-in-short.ts";

export interface RecordRowProps {
  readonly id: string;
  /** Of all that are found, 0 for the first. */
  readonly index: number;
  /** Px from the top of the rows. */
  readonly top: number;
  readonly active: boolean;
  /** Null while it is fetched. */
  readonly record: BrowsedRecord | null;
  readonly country: string;
  readonly chosen: boolean;
  readonly onChosen: (chosen: boolean) => void;
  readonly onFocus: () => void;
  readonly onHistory: (record: BrowsedRecord) => void;
  /** Null where nothing may be changed. */
  readonly onChange: ((record: BrowsedRecord) => void) | null;
}

/** One record with what can be done to it. */
export function RecordRow({
  id,
  index,
  top,
  active,
  record,
  country,
  chosen,
  ...on
}: RecordRowProps) {
  const texts = useTexts();
  const { t, date } = texts;
  const place = {
    id,
    role: "row",
    "aria-rowindex": index + 2,
    class: `record-row${active ? " active" : ""}${index % 2 ? " odd" : ""}`,
    "aria-selected": chosen,
    style: { transform: `translateY(${top}px)` },
  } as const;
  if (!record) {
    return (
      <div {...place}>
        <div role="gridcell" aria-busy="true">
          …
        </div>
      </div>
    );
  }
  const to = e164FromNumber(record.recipient);
  const number = formatNumber(to, country);
  const { onChange } = on;
  const { scope, optedIn, source, seconds } = record;
  return (
    <div {...place} onFocusCapture={on.onFocus}>
      <div role="gridcell" class="record-choose">
        <input
          type="checkbox"
          aria-label={t("browse_select", number)}
          checked={chosen}
          onChange={(event) => on.onChosen(event.currentTarget.checked)}
        />
      </div>
      <div role="rowheader">
        <PhoneNumber number={to} country={country} />
      </div>
      <div role="gridcell">
        {optedIn ? <Badge status="opted-in" /> : <Badge status="opted-out" />}
      </div>
      <div role="gridcell">
        {scope.coverage === "CampaignType" ? (
          t("covers_campaign", scope.campaignType ?? "")
        ) : scope.from === null ? (
          t("see_every_number")
        ) : (
          <PhoneNumber number={scope.from} country={country} />
        )}
      </div>
      <div role="gridcell" class="muted">
        {sourceInShort(source ?? "", texts)}
      </div>
      <div role="gridcell" class="muted">
        {seconds === 0 ? t("date_unknown") : date(seconds * 1000)}
      </div>
      <div role="gridcell" class="record-actions">
        <Button size="s" kind="quiet" icon={History} iconOnly onPress={() => on.onHistory(record)}>
          {t("browse_history_of", number)}
        </Button>
        {onChange ? (
          <Button size="s" kind="quiet" icon={Pencil} iconOnly onPress={() => onChange(record)}>
            {t(optedIn ? "browse_opt_out_of" : "browse_opt_in_of", number)}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
