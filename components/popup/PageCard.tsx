import { Globe, MousePointerClick, ShieldCheck } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { VerdictKind } from "../../lib/consent/verdict.ts";
import type { FailureInfo } from "../../lib/failure.ts";
import type { PageNumbers, PageStatus } from "../../lib/messages/protocol.ts";
import { hostOfPattern } from "../../lib/settings/site-pattern.ts";
import { useLazy } from "../../lib/ui/lazy.ts";
import { useAction } from "../../lib/ui/use-action.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { useTexts } from "../texts.tsx";
import { Button } from "../ui/Button.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { Switch } from "../ui/Switch.tsx";
import type { PopupActions } from "./actions.ts";
import { Legend } from "./Legend.tsx";
import { PageCounts } from "./PageCounts.tsx";
import type { PageNumbersListProps } from "./PageNumbersList.tsx";
import { PAGE_LIST } from "./parts.ts";

export interface PageCardProps {
  readonly page: PageStatus | null;
  readonly numbers: PageNumbers | null;
  readonly country: string;
  readonly readOnly: FailureInfo | null;
  readonly sitesLocked: boolean;
  readonly recipesLocked: boolean;
  readonly actions: Pick<
    PopupActions,
    "guardSite" | "grantSites" | "pauseSite" | "reveal" | "teach"
  >;
  readonly onCheck: PageNumbersListProps["onCheck"];
  readonly onChange: PageNumbersListProps["onChange"];
}

/** The page behind the popup: guarded or not, and what is on it. */
export function PageCard({
  page,
  numbers,
  country,
  readOnly,
  sitesLocked,
  recipesLocked,
  actions,
  onCheck,
  onChange,
}: PageCardProps) {
  const { t } = useTexts();
  const [kind, setKind] = useState<VerdictKind | null>(null);
  const guard = useAction(actions.guardSite);
  const grant = useAction(actions.grantSites);
  const pause = useAction(actions.pauseSite);
  const teach = useAction(actions.teach);
  const failure = guard.failure ?? grant.failure ?? pause.failure ?? teach.failure;

  const body = (): ComponentChildren => {
    if (page === null) return <Skeleton />;
    switch (page.kind) {
      case "not-a-site": {
        const { pattern } = page;
        if (pattern === null) return <p class="muted">{t("page_never")}</p>;
        if (sitesLocked)
          return <p class="muted">{t("page_not_in_policy", hostOfPattern(pattern))}</p>;
        return (
          <div class="row apart">
            <p>
              <strong>{hostOfPattern(pattern)}</strong>
              <br />
              <span class="muted">{t("page_not_guarded")}</span>
            </p>
            <Button icon={ShieldCheck} busy={guard.busy} onPress={() => guard.run(pattern)}>
              {t("guard_this_site")}
            </Button>
          </div>
        );
      }
      case "needs-permission":
        return (
          <div class="row apart">
            <p>
              <strong>{hostOfPattern(page.pattern)}</strong>
              <br />
              <span class="muted">{t("page_needs_permission")}</span>
            </p>
            <Button
              kind="primary"
              icon={ShieldCheck}
              busy={grant.busy}
              onPress={() => grant.run([page.pattern])}
            >
              {t("allow_site")}
            </Button>
          </div>
        );
      case "paused":
      case "guarded":
        return (
          <>
            <Switch
              label={hostOfPattern(page.pattern)}
              hint={t(page.kind === "guarded" ? "page_guarded" : "page_paused")}
              checked={page.kind === "guarded"}
              disabled={pause.busy}
              onChange={(on) => pause.run(page.pattern, !on)}
            />
            {page.kind === "guarded" ? (
              <>
                <PageCounts
                  report={page.report}
                  attempts={page.attempts}
                  kind={kind}
                  onKind={setKind}
                />
                {numbers && numbers.numbers.length > 0 ? (
                  <NumbersList
                    numbers={numbers}
                    kind={kind}
                    country={country}
                    readOnly={readOnly}
                    onReveal={actions.reveal}
                    onCheck={onCheck}
                    onChange={onChange}
                  />
                ) : null}
                <Legend />
                {recipesLocked ? null : (
                  <Button
                    size="s"
                    kind="quiet"
                    icon={MousePointerClick}
                    busy={teach.busy}
                    onPress={teach.run}
                  >
                    {t("teach_button")}
                  </Button>
                )}
              </>
            ) : null}
          </>
        );
    }
  };

  return (
    <section class="page-card" aria-labelledby="this-page">
      <h2 id="this-page" class="eyebrow">
        <Globe aria-hidden="true" />
        {t("this_page")}
      </h2>
      {body()}
      {failure ? <FailureBanner failure={failure} /> : null}
    </section>
  );
}

function NumbersList(props: PageNumbersListProps) {
  const { value, failure } = useLazy(PAGE_LIST);
  if (failure) return <FailureBanner failure={failure} />;
  return value ? <value.PageNumbersList {...props} /> : <Skeleton />;
}
