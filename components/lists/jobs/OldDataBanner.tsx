import type { DataState } from "../../../lib/consent/judge.ts";
import { useTexts } from "../../texts.tsx";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";

export interface OldDataBannerProps {
  readonly state: DataState;
  readonly now: number;
  readonly onSync: () => void;
  /** Goes on with what there is; not offered where there is nothing. */
  readonly onAccept: () => void;
}

/** Nothing was done, because what is known of opt-outs is old or missing. */
export function OldDataBanner({ state, now, onSync, onAccept }: OldDataBannerProps) {
  const { t, ago, dateTime } = useTexts();
  const { asOf } = state;
  const signedOut = state.state === "unverified" && state.reason === "signed-out";
  return (
    <Banner
      tone="warning"
      title={asOf === null ? t("list_no_data") : t("list_old_data", ago(asOf, now))}
      actions={
        <>
          {signedOut ? null : (
            <Button kind="primary" onPress={onSync}>
              {t("list_load_first")}
            </Button>
          )}
          {asOf === null ? null : (
            <Button onPress={onAccept}>{t("list_use_old", dateTime(asOf))}</Button>
          )}
        </>
      }
    >
      {asOf === null ? t("list_no_data_text") : t("list_old_data_text")}
    </Banner>
  );
}
