import { Download } from "lucide-preact";
import type { RemovalReason } from "../../../lib/campaign/scrub.ts";
import type { JobResults } from "../../../lib/list-jobs/jobs.ts";
import { useTexts } from "../../texts.tsx";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { Table } from "../../ui/Table.tsx";
import { dayOf, resultName } from "../jobs/file-names.ts";
import { REMOVALS } from "./scrub-task.ts";

export type DoneScrub = Extract<JobResults["scrub"], { readonly done: true }>;

export interface ScrubResultProps {
  /** Of the list that came in. */
  readonly name: string;
  readonly result: DoneScrub;
  /** RingCentral was asked about everybody just now. */
  readonly live: boolean;
  readonly now: number;
  readonly onSave: (name: string, file: Blob) => void;
}

const CONSENT: ReadonlySet<RemovalReason> = new Set(["opted-out", "opt-in-missing", "unverified"]);

/** What became of a list, before anything is saved. */
export function ScrubResult({ name, result, live, now, onSave }: ScrubResultProps) {
  const { t, count, number, ago, dateTime } = useTexts();
  const { counts, state } = result;
  const reasons = (Object.keys(REMOVALS) as RemovalReason[]).filter(
    (reason) => (counts.removed[reason] ?? 0) > 0,
  );
  const unread = reasons
    .filter((reason) => !CONSENT.has(reason))
    .reduce((sum, reason) => sum + (counts.removed[reason] ?? 0), counts.keptUnread);
  const removed = counts.rows - counts.kept;
  const old = state.state !== "fresh" && state.asOf !== null ? state.asOf : null;
  const suffix = old === null ? "" : `-as-of-${dayOf(old)}`;
  const rows = [
    { key: "rows", label: t("scrub_rows"), value: counts.rows },
    { key: "kept", label: t("scrub_kept"), value: counts.kept },
    ...(counts.keptUnread > 0
      ? [{ key: "unread", label: t("scrub_kept_unread"), value: counts.keptUnread }]
      : []),
    ...(counts.empty > 0
      ? [{ key: "empty", label: t("scrub_kept_empty"), value: counts.empty }]
      : []),
    ...reasons.map((reason) => ({
      key: reason,
      label: t("scrub_removed_because", t(REMOVALS[reason])),
      value: counts.removed[reason] ?? 0,
    })),
  ];
  return (
    <div class="stack">
      {old === null ? (
        <Banner tone="success" title={count("scrub_done", removed)}>
          {live || state.asOf === null
            ? t("scrub_done_live")
            : t("scrub_done_text", ago(state.asOf, now))}
        </Banner>
      ) : (
        <Banner tone="warning" title={count("scrub_done", removed)}>
          {t("scrub_done_old", dateTime(old))}
        </Banner>
      )}
      {unread * 2 > counts.rows ? (
        <Banner tone="warning" title={t("scrub_mostly_unread")}>
          {t("scrub_mostly_unread_text")}
        </Banner>
      ) : null}
      <Table
        caption={t("scrub_counts")}
        columns={[
          { key: "label", header: t("scrub_what"), cell: ({ label }) => label, rowHeader: true },
          { key: "value", header: t("scrub_count"), cell: ({ value }) => number(value) },
        ]}
        rows={rows}
        rowKey={({ key }) => key}
      />
      <div class="row">
        <Button
          kind="primary"
          icon={Download}
          onPress={() => onSave(resultName(name, `scrubbed${suffix}`), result.kept)}
        >
          {count("scrub_save_kept", counts.kept)}
        </Button>
        <Button
          icon={Download}
          disabled={removed === 0}
          onPress={() => onSave(resultName(name, `removed${suffix}`), result.removed)}
        >
          {count("scrub_save_removed", removed)}
        </Button>
      </div>
    </div>
  );
}
