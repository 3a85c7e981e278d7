import { Activity, ScrollText, Trash2 } from "lucide-preact";
import { useEffect, useState } from "preact/hooks";
import type { AppState } from "../../lib/messages/protocol.ts";
import { useAction } from "../../lib/ui/use-action.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { useTexts } from "../texts.tsx";
import { Banner } from "../ui/Banner.tsx";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { NumberField } from "../ui/NumberField.tsx";
import { Switch } from "../ui/Switch.tsx";
import type { OptionsActions } from "./actions.ts";
import { Section } from "./Section.tsx";
import { useLocked } from "./use-locked.ts";

export interface RecordsSectionProps {
  readonly state: AppState;
  readonly actions: Pick<OptionsActions, "update" | "unsentRows" | "forget">;
}

/** What is kept on this computer: the way to read it, and to be rid of it. */
export function RecordsSection({ state, actions }: RecordsSectionProps) {
  const { t } = useTexts();
  const [asked, setAsked] = useState(false);
  const save = useAction(actions.update);
  const locked = useLocked(state.settings);
  const { values } = state.settings;
  return (
    <Section id="records">
      {save.failure ? <FailureBanner failure={save.failure} /> : null}
      <div class="row">
        <a class="button secondary size-m" href="/audit.html">
          <ScrollText aria-hidden="true" />
          <span class="button-label">{t("audit_open")}</span>
        </a>
        <a class="button secondary size-m" href="/diagnostics.html">
          <Activity aria-hidden="true" />
          <span class="button-label">{t("diagnostics_open")}</span>
        </a>
      </div>
      <NumberField
        label={t("audit_retention")}
        hint={t("audit_retention_hint")}
        unit={t("days")}
        value={values.auditRetentionDays}
        min={1}
        max={3650}
        locked={locked("auditRetentionDays")}
        onCommit={(auditRetentionDays) => save.run({ auditRetentionDays })}
      />
      <Switch
        label={t("audit_mask")}
        hint={locked("auditMaskNumbers") ?? t("audit_mask_hint")}
        checked={values.auditMaskNumbers}
        disabled={locked("auditMaskNumbers") !== undefined || save.busy}
        onChange={(auditMaskNumbers) => save.run({ auditMaskNumbers })}
      />
      <p>
        <Button icon={Trash2} kind="danger" onPress={() => setAsked(true)}>
          {t("forget")}
        </Button>
      </p>
      {asked ? (
        <ForgetDialog state={state} actions={actions} onClose={() => setAsked(false)} />
      ) : null}
    </Section>
  );
}

interface ForgetDialogProps {
  readonly state: AppState;
  readonly actions: Pick<OptionsActions, "unsentRows" | "forget">;
  readonly onClose: () => void;
}

/** Says what will be lost before it is. */
function ForgetDialog({ state, actions, onClose }: ForgetDialogProps) {
  const { t, count } = useTexts();
  const forget = useAction(async () => {
    await actions.forget();
    onClose();
  });
  const [rows, setRows] = useState(0);
  const look = useAction(async () => setRows(await actions.unsentRows()));
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as the dialog opens
  useEffect(() => void look.run(), []);
  const unsent = state.waitingChanges + state.refusedChanges.length + rows;
  const keepsAudit = state.settings.locked.includes("auditRetentionDays");
  return (
    <Dialog
      title={t("forget_title")}
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onPress={onClose}>
            {t("cancel")}
          </Button>
          <Button kind="danger" busy={look.busy || forget.busy} onPress={forget.run}>
            {t("forget_confirm")}
          </Button>
        </>
      }
    >
      <p>{t("forget_text")}</p>
      <p>{t(keepsAudit ? "forget_audit_stays" : "forget_audit_goes")}</p>
      {unsent > 0 ? <Banner tone="warning">{count("forget_unsent", unsent)}</Banner> : null}
      {[look.failure, forget.failure].map((failure) =>
        failure ? <FailureBanner key={failure.code} failure={failure} /> : null,
      )}
    </Dialog>
  );
}
