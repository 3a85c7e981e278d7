import type { ComponentChildren } from "preact";
import type { FailureInfo } from "../lib/failure.ts";
import { useTexts } from "./texts.tsx";
import { Banner } from "./ui/Banner.tsx";

interface FailureBannerProps {
  readonly failure: FailureInfo;
  readonly actions?: ComponentChildren;
}

/** An expected failure in a sentence that a person can act on, with the detail for support. */
export function FailureBanner({ failure, actions }: FailureBannerProps) {
  const { t, failure: sentence, dateTime } = useTexts();
  return (
    <Banner tone="error" actions={actions}>
      {sentence(failure.code)}
      {failure.retryAt === undefined ? null : ` ${t("retry_at", dateTime(failure.retryAt))}`}
      {failure.detail ? (
        <details class="small">
          <summary>{t("details")}</summary>
          <code>
            {failure.code} {failure.detail}
          </code>
        </details>
      ) : null}
    </Banner>
  );
}
