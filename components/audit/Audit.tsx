import { Download, FileSearch, RefreshCw, ShieldCheck } from "lucide-preact";
import { useState } from "preact/hooks";
import type { AuditVerdict } from "../../lib/audit/audit-log.ts";
import type { AuditEntry } from "../../lib/audit/entry.ts";
import { type AuditFormat, maskEntry, writeAudit } from "../../lib/audit/export.ts";
import type { AuditFilter } from "../../lib/audit/filter.ts";
import type { AppState } from "../../lib/messages/protocol.ts";
import { useAction } from "../../lib/ui/use-action.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { useTexts } from "../texts.tsx";
import { Banner } from "../ui/Banner.tsx";
import { Button } from "../ui/Button.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { PageFrame } from "../ui/PageFrame.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { Switch } from "../ui/Switch.tsx";
import { AuditSearch } from "./AuditSearch.tsx";
import { AuditTable } from "./AuditTable.tsx";
import type { AuditActions } from "./actions.ts";
import { useAuditEntries } from "./use-audit-entries.ts";
import "./audit.css";

export interface AuditProps {
  readonly settings: AppState["settings"];
  readonly actions: AuditActions;
}

const EXPORT_PAGE = 1000;
const EVERYTHING: AuditFilter = {};

/** What was checked, changed and refused on this computer, and by whom. */
export function Audit({ settings, actions }: AuditProps) {
  const { t, count } = useTexts();
  const { values, locked } = settings;
  const [filter, setFilter] = useState(EVERYTHING);
  const { found, busy, failure, more, reload } = useAuditEntries(actions.page, filter);
  const [verdict, setVerdict] = useState<AuditVerdict | null>(null);
  const masked = values.auditMaskNumbers;
  const shown = (entries: readonly AuditEntry[]): readonly AuditEntry[] =>
    masked ? entries.map(maskEntry) : entries;

  const verify = useAction(async () => setVerdict(await actions.verify()));
  const mask = useAction(actions.mask);
  const save = useAction(async (format: AuditFormat) => {
    const entries: AuditEntry[] = [];
    for (let before: number | null | undefined; before !== null; ) {
      const page = await actions.page({
        limit: EXPORT_PAGE,
        filter,
        ...(before === undefined ? {} : { before }),
      });
      entries.push(...page.entries);
      before = page.next;
    }
    await actions.save({
      format,
      text: writeAudit(shown(entries), format),
      entries: entries.length,
      masked,
    });
  });

  return (
    <PageFrame title={t("audit")} text={t("audit_text", values.auditRetentionDays)}>
      <AuditSearch onFilter={setFilter} />
      <div class="row">
        <Button icon={RefreshCw} busy={busy} onPress={reload}>
          {t("audit_refresh")}
        </Button>
        <Button icon={ShieldCheck} busy={verify.busy} onPress={verify.run}>
          {t("audit_verify")}
        </Button>
        <Button icon={Download} busy={save.busy} onPress={() => save.run("csv")}>
          {t("audit_export_csv")}
        </Button>
        <Button icon={Download} busy={save.busy} onPress={() => save.run("json")}>
          {t("audit_export_json")}
        </Button>
      </div>
      <Switch
        label={t("audit_mask")}
        hint={locked.includes("auditMaskNumbers") ? t("locked_by_policy") : t("audit_mask_hint")}
        checked={masked}
        disabled={locked.includes("auditMaskNumbers") || mask.busy}
        onChange={mask.run}
      />
      {[failure, verify.failure, save.failure, mask.failure].map((fault) =>
        fault ? <FailureBanner key={fault.code} failure={fault} /> : null,
      )}
      {verdict ? <VerdictBanner verdict={verdict} /> : null}
      {found && found.dropped > 0 ? (
        <Banner tone="info">{count("audit_dropped", found.dropped)}</Banner>
      ) : null}
      {found ? <p role="status">{count("audit_found", found.entries.length)}</p> : null}
      {found === null && failure === null ? <Skeleton /> : null}
      {found?.entries.length === 0 ? (
        <EmptyState icon={FileSearch} title={t("audit_none")}>
          {t(found.kept === 0 ? "audit_empty_text" : "audit_none_text")}
        </EmptyState>
      ) : null}
      {found && found.entries.length > 0 ? (
        <div class="audit-table">
          <AuditTable entries={shown(found.entries)} country={values.defaultCountry} />
        </div>
      ) : null}
      {found && found.next !== null ? (
        <p>
          <Button busy={busy} onPress={more}>
            {t("audit_more")}
          </Button>
        </p>
      ) : null}
    </PageFrame>
  );
}

function VerdictBanner({ verdict }: { verdict: AuditVerdict }) {
  const { t, count, number } = useTexts();
  return verdict.ok ? (
    <Banner tone="success">{count("audit_whole", verdict.entries)}</Banner>
  ) : (
    <Banner tone="error" title={t("audit_broken")}>
      {t("audit_broken_text", number(verdict.brokenAt))}
    </Banner>
  );
}
