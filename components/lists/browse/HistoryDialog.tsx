import type { BrowsedRecord } from "../../../lib/browse/record-columns.ts";
import { e164FromNumber } from "../../../lib/phone/e164.ts";
import { formatNumber } from "../../../lib/phone/parse.ts";
import { unbreakable } from "../../../lib/ui/unbreakable.ts";
import { HistoryList, type HistoryListProps } from "../../popup/HistoryList.tsx";
import "../../popup/history-list.css";
import { useTexts } from "../../texts.tsx";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";

export interface HistoryDialogProps extends Pick<HistoryListProps, "country" | "onHistory"> {
  readonly record: BrowsedRecord;
  readonly onClose: () => void;
}

/** How one customer's consent came to be. */
export function HistoryDialog({ record, country, onHistory, onClose }: HistoryDialogProps) {
  const { t } = useTexts();
  const recipient = e164FromNumber(record.recipient);
  return (
    <Dialog
      title={t("browse_history_of", unbreakable(formatNumber(recipient, country)))}
      onClose={onClose}
      actions={<Button onPress={onClose}>{t("close")}</Button>}
    >
      <HistoryList recipient={recipient} country={country} onHistory={onHistory} open />
    </Dialog>
  );
}
