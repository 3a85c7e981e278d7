import { Crosshair } from "lucide-preact";
import { useRef, useState } from "preact/hooks";
import type { VerdictKind } from "../../lib/consent/verdict.ts";
import type { FailureInfo } from "../../lib/failure.ts";
import type { ChangeRequest, PageNumbers } from "../../lib/messages/protocol.ts";
import type { E164 } from "../../lib/phone/e164.ts";
import { formatNumber } from "../../lib/phone/parse.ts";
import { useAction } from "../../lib/ui/use-action.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { PhoneNumber } from "../PhoneNumber.tsx";
import { ReadOnlyBanner } from "../ReadOnlyBanner.tsx";
import { useTexts } from "../texts.tsx";
import { Badge } from "../ui/Badge.tsx";
import { Button } from "../ui/Button.tsx";
import { useArrowKeys } from "../ui/use-arrow-keys.ts";
import type { PopupActions } from "./actions.ts";

export interface PageNumbersListProps {
  readonly numbers: PageNumbers;
  /** Only these; null: all. */
  readonly kind: VerdictKind | null;
  readonly country: string;
  /** Why nothing can be changed; null when it can. */
  readonly readOnly: FailureInfo | null;
  readonly onReveal: PopupActions["reveal"];
  readonly onCheck: (number: E164) => void;
  readonly onChange: (
    recipients: readonly E164[],
    optStatus: ChangeRequest["optStatus"],
  ) => Promise<void>;
}

const SHOWN_AT_ONCE = 50;
const WORST_FIRST: readonly VerdictKind[] = [
  "opted-out",
  "partly-opted-out",
  "opt-in-missing",
  "unverified",
  "clear",
];

/** The numbers of a page: look at one, find it on the page, change several at once. */
export function PageNumbersList({
  numbers,
  kind,
  country,
  readOnly,
  onReveal,
  onCheck,
  onChange,
}: PageNumbersListProps) {
  const { t, count } = useTexts();
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const [picked, setPicked] = useState<ReadonlySet<E164>>(new Set());
  const list = useRef<HTMLUListElement>(null);
  const arrowKeys = useArrowKeys(list);
  const reveal = useAction(onReveal);
  const change = useAction(onChange);

  const listed = WORST_FIRST.filter((one) => kind === null || one === kind).flatMap((one) =>
    numbers.numbers.filter((number) => number.kind === one),
  );
  // A number that has left the page is no longer picked.
  const chosen = numbers.numbers.flatMap(({ recipient }) =>
    picked.has(recipient) ? recipient : [],
  );
  const pick = (recipient: E164, on: boolean): void =>
    // From what was picked last, not from what was shown last: two presses may come before a render.
    setPicked((before) => {
      const next = new Set(before);
      if (on) next.add(recipient);
      else next.delete(recipient);
      return next;
    });
  const failure = reveal.failure ?? change.failure;

  return (
    <>
      <ul ref={list} class="page-numbers" aria-label={t("numbers_on_page")} {...arrowKeys}>
        {listed.slice(0, shown).map(({ recipient, kind: status }) => (
          <li key={recipient}>
            <input
              type="checkbox"
              aria-label={t("pick_number", formatNumber(recipient, country))}
              checked={picked.has(recipient)}
              onChange={(event) => pick(recipient, event.currentTarget.checked)}
            />
            <button type="button" class="number-link" onClick={() => onCheck(recipient)}>
              <PhoneNumber number={recipient} country={country} />
            </button>
            <Badge status={status} />
            <Button
              kind="quiet"
              size="s"
              icon={Crosshair}
              iconOnly
              onPress={() => reveal.run(recipient)}
            >
              {t("reveal_number", formatNumber(recipient, country))}
            </Button>
          </li>
        ))}
      </ul>
      {listed.length > shown ? (
        <Button size="s" kind="quiet" onPress={() => setShown(shown + SHOWN_AT_ONCE)}>
          {count("show_more", Math.min(SHOWN_AT_ONCE, listed.length - shown))}
        </Button>
      ) : null}
      {numbers.total > numbers.numbers.length ? (
        <p class="muted small">{t("numbers_cut", numbers.numbers.length, numbers.total)}</p>
      ) : null}
      {failure ? <FailureBanner failure={failure} /> : null}
      {chosen.length > 0 && readOnly ? <ReadOnlyBanner failure={readOnly} /> : null}
      {chosen.length > 0 && !readOnly ? (
        <fieldset class="picked row apart" aria-label={t("change_picked")}>
          <span role="status">{count("picked", chosen.length)}</span>
          <span class="row">
            <Button size="s" busy={change.busy} onPress={() => change.run(chosen, "OptOut")}>
              {t("opt_out_action")}
            </Button>
            <Button size="s" busy={change.busy} onPress={() => change.run(chosen, "OptIn")}>
              {t("opt_in_action")}
            </Button>
          </span>
        </fieldset>
      ) : null}
    </>
  );
}
