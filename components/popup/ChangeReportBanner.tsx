import type { ChangeReport } from "../../lib/messages/protocol.ts";
import { formatNumber } from "../../lib/phone/parse.ts";
import type { ConsentChange } from "../../lib/ringcentral/types.ts";
import { unbreakable } from "../../lib/ui/unbreakable.ts";
import { type CountKey, useTexts } from "../texts.tsx";
import { Banner } from "../ui/Banner.tsx";
import { useRefusal } from "../use-refusal.ts";

const DONE: Readonly<Record<ConsentChange["optStatus"], CountKey>> = {
  OptOut: "opt_out_done",
  OptIn: "opt_in_done",
};
const QUEUED: Readonly<Record<ConsentChange["optStatus"], CountKey>> = {
  OptOut: "opt_out_queued",
  OptIn: "opt_in_queued",
};

/** What became of a change: recorded, waiting, refused with the reason. */
export function ChangeReportBanner({ report, country }: { report: ChangeReport; country: string }) {
  const { t, count } = useTexts();
  const reason = useRefusal();
  const { done, failed, queued } = report;

  const customers = (changes: readonly ConsentChange[]): number =>
    new Set(changes.map(({ to }) => to)).size;
  const senders = (changes: readonly ConsentChange[]): string =>
    [...new Set(changes.map(({ from }) => from))].map(name).join(", ");
  const name = (from: ConsentChange["from"]): string =>
    from === null ? t("every_business_number") : unbreakable(formatNumber(from, country));
  const say = (keys: typeof DONE, changes: readonly ConsentChange[]): string =>
    count(keys[changes[0]?.optStatus ?? "OptOut"], customers(changes), senders(changes));

  return (
    <>
      {done.length > 0 ? <Banner tone="success">{say(DONE, done)}</Banner> : null}
      {queued.length > 0 ? <Banner tone="waiting">{say(QUEUED, queued)}</Banner> : null}
      {failed.map((failure) => {
        const { from, to, optStatus } = failure.change;
        return (
          <Banner
            key={`${from} ${to}`}
            tone="error"
            title={t("change_refused", unbreakable(formatNumber(to, country)), name(from))}
          >
            {reason(failure)}
            {optStatus === "OptOut" ? ` ${t("still_guarded")}` : null}
          </Banner>
        );
      })}
    </>
  );
}
