import type { ComponentChildren } from "preact";
import type { FailureInfo } from "../lib/failure.ts";
import { useTexts } from "./texts.tsx";
import { Banner } from "./ui/Banner.tsx";
import { useRefusal } from "./use-refusal.ts";

export interface ReadOnlyBannerProps {
  /** RingCentral's refusal of this person's last change. */
  readonly failure: FailureInfo;
  /** What can be done here, when it is more than to wait. */
  readonly children?: ComponentChildren;
}

/** Stands where a person would change consent, when RingCentral says that they may not. */
export function ReadOnlyBanner({ failure, children }: ReadOnlyBannerProps) {
  const { t } = useTexts();
  const reason = useRefusal();
  return (
    <Banner tone="warning" title={t("read_only")}>
      {reason({ errorCode: failure.code, message: "" })} {children ?? t("read_only_until")}{" "}
      {failure.detail ? <code class="muted small">{failure.detail}</code> : null}
    </Banner>
  );
}
