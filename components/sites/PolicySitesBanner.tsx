import { ShieldCheck } from "lucide-preact";
import { useAction } from "../../lib/ui/use-action.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { useTexts } from "../texts.tsx";
import { Banner } from "../ui/Banner.tsx";
import { Button } from "../ui/Button.tsx";

export interface PolicySitesBannerProps {
  /** Sites named by policy that the browser has not allowed yet. */
  readonly patterns: readonly string[];
  readonly onGrant: (patterns: readonly string[]) => Promise<void>;
}

/** The company's policy names sites, but only a person can let an extension onto them. */
export function PolicySitesBanner({ patterns, onGrant }: PolicySitesBannerProps) {
  const { t, count } = useTexts();
  const grant = useAction(onGrant);
  if (patterns.length === 0) return null;
  return (
    <>
      <Banner
        tone="warning"
        title={count("policy_sites", patterns.length)}
        actions={
          <Button
            kind="primary"
            size="s"
            icon={ShieldCheck}
            busy={grant.busy}
            onPress={() => grant.run(patterns)}
          >
            {t("allow_sites")}
          </Button>
        }
      >
        {patterns.map((pattern) => (
          <code key={pattern}>{pattern} </code>
        ))}
      </Banner>
      {grant.failure ? <FailureBanner failure={grant.failure} /> : null}
    </>
  );
}
