import type { FailureInfo } from "../../lib/failure.ts";
import type { ChangeRequest, CheckResult, PairStatus } from "../../lib/messages/protocol.ts";
import { PhoneNumber } from "../PhoneNumber.tsx";
import { ReadOnlyBanner } from "../ReadOnlyBanner.tsx";
import { useTexts } from "../texts.tsx";
import { Badge } from "../ui/Badge.tsx";
import { Button } from "../ui/Button.tsx";
import { Tag } from "../ui/Tag.tsx";
import { useVerdictTexts } from "../verdict-texts.ts";
import { HistoryList, type HistoryListProps } from "./HistoryList.tsx";
import "./check-card.css";

export interface CheckCardProps {
  readonly result: CheckResult;
  /** RingCentral is being asked; what is shown is the cache's answer. */
  readonly asking: boolean;
  readonly country: string;
  readonly now: number;
  /** Why nothing can be changed; null when it can. */
  readonly readOnly: FailureInfo | null;
  readonly onHistory: HistoryListProps["onHistory"];
  readonly onChange: (optStatus: ChangeRequest["optStatus"]) => void;
}

/** What is known of one number: the whole of it, then each business number with source and date. */
export function CheckCard({
  result,
  asking,
  country,
  now,
  readOnly,
  onHistory,
  onChange,
}: CheckCardProps) {
  const { t } = useTexts();
  const { overall, pairs } = result;
  const verdictTexts = useVerdictTexts();
  const overallReasons = verdictTexts.reasons(overall);
  const same = (pair: PairStatus): boolean =>
    verdictTexts.reasons(pair.verdict).join() === overallReasons.join();
  // What holds for every business number is said once.
  const shared = pairs.every(same) ? overallReasons : [];
  return (
    <article class={`check-card ${overall.kind}`} aria-label={t("status_of", result.recipient)}>
      <div class="check-head">
        <h2>
          <PhoneNumber number={result.recipient} country={country} />
        </h2>
        <Badge status={overall.kind} size="l" />
      </div>
      <p>{verdictTexts.effect(overall)}</p>
      {shared.map((reason) => (
        <p key={reason} class="muted small">
          {reason}
        </p>
      ))}
      {pairs.length > 0 ? (
        <ul class="pairs" aria-label={t("by_business_number")}>
          {pairs.map((pair) => (
            <Pair
              key={pair.from}
              pair={pair}
              reasons={shared.length > 0 ? [] : verdictTexts.reasons(pair.verdict)}
              country={country}
            />
          ))}
        </ul>
      ) : null}
      <p class="muted small">{verdictTexts.asOf(result, asking, now)}</p>
      <HistoryList recipient={result.recipient} country={country} onHistory={onHistory} />
      {readOnly ? (
        <ReadOnlyBanner failure={readOnly} />
      ) : (
        <div class="row">
          {overall.kind === "opted-out" ? null : (
            <Button onPress={() => onChange("OptOut")}>{t("opt_out_action")}</Button>
          )}
          {overall.kind === "opted-out" || overall.kind === "partly-opted-out" ? (
            <Button onPress={() => onChange("OptIn")}>{t("opt_in_action")}</Button>
          ) : null}
          {overall.kind === "opt-in-missing" ? (
            <Button onPress={() => onChange("OptIn")}>{t("opt_in_record_action")}</Button>
          ) : null}
        </div>
      )}
    </article>
  );
}

interface PairProps {
  readonly pair: PairStatus;
  readonly reasons: readonly string[];
  readonly country: string;
}

function Pair({ pair, reasons, country }: PairProps) {
  const { t } = useTexts();
  return (
    <li>
      <span class="pair-name">
        {pair.label ? <strong>{pair.label}</strong> : null}
        <span class={pair.label ? "muted" : ""}>
          <PhoneNumber number={pair.from} country={country} />
        </span>
        {pair.tollFree ? <Tag>{t("toll_free")}</Tag> : null}
      </span>
      <Badge status={pair.verdict.kind} />
      {reasons.map((reason) => (
        <span key={reason} class="pair-reason muted small">
          {reason}
        </span>
      ))}
    </li>
  );
}
