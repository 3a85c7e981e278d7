import { useEffect, useState } from "preact/hooks";
import type { E164 } from "../../lib/phone/e164.ts";
import type { ConsentHistory, ConsentHistoryEntry } from "../../lib/ringcentral/types.ts";
import { useAction } from "../../lib/ui/use-action.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { PhoneNumber } from "../PhoneNumber.tsx";
import { useTexts } from "../texts.tsx";
import { Badge } from "../ui/Badge.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { useVerdictTexts } from "../verdict-texts.ts";

export interface HistoryListProps {
  readonly recipient: E164;
  readonly country: string;
  readonly onHistory: (recipient: E164) => Promise<ConsentHistory>;
  /** Shown at once. */
  readonly open?: boolean;
}

/** How a customer's consent came to be, asked for when it is opened. */
export function HistoryList({ recipient, country, onHistory, open = false }: HistoryListProps) {
  const { t, count } = useTexts();
  const [history, setHistory] = useState<ConsentHistory | null>(null);
  const load = useAction(async () => setHistory(await onHistory(recipient)));
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks once
  useEffect(() => {
    if (open) void load.run();
  }, []);
  return (
    <details
      class="history"
      open={open}
      onToggle={(event) => {
        if (event.currentTarget.open && !open && !history && !load.busy) void load.run();
      }}
    >
      <summary>{t("history")}</summary>
      {load.failure ? <FailureBanner failure={load.failure} /> : null}
      {load.busy ? <Skeleton /> : null}
      {history?.entries.length === 0 ? <p class="muted">{t("history_none")}</p> : null}
      {history && history.entries.length > 0 ? (
        <ol>
          {history.entries.map((entry) => (
            <Entry
              key={`${entry.createdAt} ${entry.from} ${entry.optStatus}`}
              entry={entry}
              country={country}
            />
          ))}
        </ol>
      ) : null}
      {history && history.malformed > 0 ? (
        <p class="muted small">{count("history_malformed", history.malformed)}</p>
      ) : null}
    </details>
  );
}

function Entry({ entry, country }: { entry: ConsentHistoryEntry; country: string }) {
  const { t, dateTime } = useTexts();
  const { sourceOf } = useVerdictTexts();
  const time = entry.createdAt === undefined ? Number.NaN : Date.parse(entry.createdAt);
  return (
    <li>
      <span class="row apart">
        <span>
          {entry.from ? (
            <PhoneNumber number={entry.from} country={country} />
          ) : (
            t("every_business_number_choice")
          )}
        </span>
        {entry.optStatus === "OptIn" ? <Badge status="opted-in" /> : <Badge status="opted-out" />}
      </span>
      <span class="muted small">
        {sourceOf(entry.source)} · {Number.isNaN(time) ? t("date_unknown") : dateTime(time)}
      </span>
    </li>
  );
}
