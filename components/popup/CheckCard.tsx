import { ClipboardList, Copy, Phone } from "lucide-preact";
import {
  decideRoute,
  type RouteDecision,
  type RoutePolicy,
} from "../../lib/consent/route-policy.ts";
import type { FailureInfo } from "../../lib/failure.ts";
import type { ChangeRequest, CheckResult, PairStatus } from "../../lib/messages/protocol.ts";
import type { E164 } from "../../lib/phone/e164.ts";
import { formatNumber } from "../../lib/phone/parse.ts";
import { PhoneNumber } from "../PhoneNumber.tsx";
import { ReadOnlyBanner } from "../ReadOnlyBanner.tsx";
import { type TextKey, useTexts } from "../texts.tsx";
import { Badge } from "../ui/Badge.tsx";
import { Banner } from "../ui/Banner.tsx";
import { Button } from "../ui/Button.tsx";
import { Select } from "../ui/Select.tsx";
import { Tag } from "../ui/Tag.tsx";
import { useVerdictTexts } from "../verdict-texts.ts";
import type { PopupActions } from "./actions.ts";
import { CopyButton } from "./CopyButton.tsx";
import { HistoryList, type HistoryListProps } from "./HistoryList.tsx";
import { useStatusLine } from "./status-line.ts";

/** What pages do all the same: a link there does not say which number will send. */
const ON_PAGES = {
  block: "sender_pages_block",
  warn: "sender_pages_warn",
  allow: "sender_pages_allow",
} as const satisfies Record<RouteDecision, TextKey>;

export interface CheckCardProps {
  readonly result: CheckResult;
  /** RingCentral is being asked; what is shown is the cache's answer. */
  readonly asking: boolean;
  readonly country: string;
  /** What the guard on pages does, which knows no sender. */
  readonly policy: RoutePolicy;
  readonly now: number;
  /** Why nothing can be changed; null when it can. */
  readonly readOnly: FailureInfo | null;
  /** The business number that the person has chosen to text from; null: any of them. */
  readonly sender: E164 | null;
  readonly onSender: (from: E164 | null) => void;
  readonly onHistory: HistoryListProps["onHistory"];
  readonly onCopy: PopupActions["copy"];
  readonly onChange: (optStatus: ChangeRequest["optStatus"]) => void;
}

/** What is known of one number: from the chosen sender, or from all; then each business number. */
export function CheckCard({
  result,
  asking,
  country,
  policy,
  now,
  readOnly,
  sender,
  onSender,
  onHistory,
  onCopy,
  onChange,
}: CheckCardProps) {
  const { t } = useTexts();
  const { overall, pairs } = result;
  const verdictTexts = useVerdictTexts();
  const statusLine = useStatusLine();
  const severalSenders = pairs.length > 1;
  const chosen = severalSenders ? pairs.find(({ from }) => from === sender) : undefined;
  const shown = chosen?.verdict ?? overall;
  const others = pairs.filter((pair) => pair !== chosen);
  const reasons = verdictTexts.reasons(shown);
  const same = (pair: PairStatus): boolean =>
    verdictTexts.reasons(pair.verdict).join() === reasons.join();
  // What holds for every business number is said once.
  const isShared = pairs.every(same);
  return (
    <article class={`check-card ${overall.kind}`} aria-label={t("status_of", result.recipient)}>
      <div class="check-head">
        <span class="check-number">
          <h2>
            <PhoneNumber number={result.recipient} country={country} />
          </h2>
          <CopyButton
            label={t("copy_number")}
            icon={Copy}
            iconOnly
            text={formatNumber(result.recipient, country)}
            onCopy={onCopy}
          />
        </span>
        <Badge status={shown.kind} size="l" />
      </div>
      {severalSenders ? (
        <Select
          label={t("sender")}
          value={chosen?.from ?? ""}
          choices={[
            { value: "", label: t("sender_any") },
            ...pairs.map(({ from, label }) => ({
              value: from,
              label: [label, formatNumber(from, country)].filter(Boolean).join(" · "),
            })),
          ]}
          onChange={(from) => onSender(from === "" ? null : from)}
        />
      ) : null}
      <p>{verdictTexts.effect(shown)}</p>
      {chosen || isShared
        ? reasons.map((reason) => (
            <p key={reason} class="muted small">
              {reason}
            </p>
          ))
        : null}
      {shown.kind === overall.kind || shown.kind === "opted-out" ? null : (
        <Banner tone="warning" title={t("sender_others_differ")}>
          <p>
            <Badge status={overall.kind} />
          </p>
          <p>{t(ON_PAGES[decideRoute(overall, policy)])}</p>
        </Banner>
      )}
      {others.length > 0 ? (
        <ul class="pairs" aria-label={t(chosen ? "by_other_number" : "by_business_number")}>
          {others.map((pair) => (
            <Pair
              key={pair.from}
              pair={pair}
              reasons={isShared ? [] : verdictTexts.reasons(pair.verdict)}
              country={country}
            />
          ))}
        </ul>
      ) : null}
      <p class="muted small">{verdictTexts.asOf(result, asking, now)}</p>
      <div class="row">
        {/* In a tab of its own: the toolbar's popup starts no other program. */}
        <a
          class="button secondary size-s"
          href={`tel:${result.recipient}`}
          target="_blank"
          rel="noreferrer"
          aria-label={`${t("call")} ${formatNumber(result.recipient, country)}`}
        >
          <Phone aria-hidden="true" />
          <span class="button-label">{t("call")}</span>
        </a>
        <CopyButton
          label={t("copy_status")}
          icon={ClipboardList}
          text={statusLine(result, chosen, country)}
          onCopy={onCopy}
        />
      </div>
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
