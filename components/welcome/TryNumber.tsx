import { MessageSquare } from "lucide-preact";
import { useState } from "preact/hooks";
import { decideRoute, type RoutePolicy } from "../../lib/consent/route-policy.ts";
import type { CheckResult } from "../../lib/messages/protocol.ts";
import { formatNumber, parseTyped } from "../../lib/phone/parse.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { useCheck } from "../popup/use-check.ts";
import { useTexts } from "../texts.tsx";
import { Badge } from "../ui/Badge.tsx";
import { Banner, type BannerTone } from "../ui/Banner.tsx";
import { TextField } from "../ui/Field.tsx";
import { useVerdictTexts } from "../verdict-texts.ts";
import type { WelcomeActions } from "./actions.ts";

export interface TryNumberProps {
  readonly country: string;
  readonly policy: RoutePolicy;
  readonly signedIn: boolean;
  readonly check: WelcomeActions["check"];
}

/** A link to text as a CRM page would have it, under the very rules that the guard follows. */
export function TryNumber({ country, policy, signedIn, check }: TryNumberProps) {
  const { t } = useTexts();
  const [text, setText] = useState("");
  const recipient = parseTyped(text, country);
  const { result, failure } = useCheck(recipient, signedIn, null, check);
  return (
    <>
      <TextField
        label={t("welcome_try_number")}
        hint={t("welcome_try_hint")}
        type="search"
        inputMode="tel"
        value={text}
        placeholder={t("number_placeholder")}
        onInput={setText}
      />
      {failure ? <FailureBanner failure={failure} /> : null}
      {result ? (
        <TryLink key={result.recipient} result={result} policy={policy} country={country} />
      ) : null}
    </>
  );
}

interface TryLinkProps {
  readonly result: CheckResult;
  readonly policy: RoutePolicy;
  readonly country: string;
}

const OUTCOMES = {
  block: { tone: "error", title: "card_title_blocked" },
  warn: { tone: "warning", title: "card_title_warning" },
  allow: { tone: "success", title: "welcome_try_allowed" },
} as const satisfies Record<string, { tone: BannerTone; title: string }>;

function TryLink({ result, policy, country }: TryLinkProps) {
  const { t } = useTexts();
  const { effect, reasons } = useVerdictTexts();
  const [tried, setTried] = useState(false);
  const { overall } = result;
  const { tone, title } = OUTCOMES[decideRoute(overall, policy)];
  return (
    <>
      <div class="try-link row apart">
        <a
          href={`sms:${result.recipient}`}
          class={overall.kind}
          onClick={(event) => {
            event.preventDefault();
            setTried(true);
          }}
        >
          <MessageSquare aria-hidden="true" />
          {t("welcome_try_link", formatNumber(result.recipient, country))}
        </a>
        <Badge status={overall.kind} />
      </div>
      {tried ? (
        <Banner tone={tone} title={t(title)}>
          {[effect(overall), ...reasons(overall)].join(" ")}
        </Banner>
      ) : null}
    </>
  );
}
