import { RotateCcw } from "lucide-preact";
import type { RefusedChange } from "../../lib/messages/protocol.ts";
import { formatNumber } from "../../lib/phone/parse.ts";
import { unbreakable } from "../../lib/ui/unbreakable.ts";
import { useAction } from "../../lib/ui/use-action.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { useTexts } from "../texts.tsx";
import { Banner } from "../ui/Banner.tsx";
import { Button } from "../ui/Button.tsx";
import { useRefusal } from "../use-refusal.ts";
import type { PopupActions } from "./actions.ts";

export interface RefusedChangesProps {
  readonly changes: readonly RefusedChange[];
  readonly country: string;
  readonly actions: Pick<PopupActions, "retryChange" | "dropChange">;
}

/** Changes that RingCentral refused: why, and what can be done. */
export function RefusedChanges({ changes, country, actions }: RefusedChangesProps) {
  const { t, dateTime } = useTexts();
  const reason = useRefusal();
  const retry = useAction(actions.retryChange);
  const drop = useAction(actions.dropChange);
  const failure = retry.failure ?? drop.failure;
  return (
    <>
      {changes.map((refused) => {
        const { id, at, change } = refused;
        const from =
          change.from === null
            ? t("every_business_number")
            : unbreakable(formatNumber(change.from, country));
        const to = unbreakable(formatNumber(change.to, country));
        return (
          <Banner
            key={id}
            tone="error"
            title={t(
              change.optStatus === "OptOut" ? "refused_opt_out" : "refused_opt_in",
              to,
              from,
            )}
            actions={
              <>
                <Button size="s" icon={RotateCcw} busy={retry.busy} onPress={() => retry.run(id)}>
                  {t("try_again")}
                </Button>
                <Button size="s" kind="quiet" busy={drop.busy} onPress={() => drop.run(id)}>
                  {t("give_up")}
                </Button>
              </>
            }
          >
            {reason(refused)} <span class="muted small">{dateTime(at)}</span>
          </Banner>
        );
      })}
      {failure ? <FailureBanner failure={failure} /> : null}
    </>
  );
}
