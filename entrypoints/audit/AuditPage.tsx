import { useMemo } from "preact/hooks";
import { Audit } from "../../components/audit/Audit.tsx";
import type { AuditActions } from "../../components/audit/actions.ts";
import { FailureBanner } from "../../components/FailureBanner.tsx";
import { Skeleton } from "../../components/ui/Skeleton.tsx";
import { ask, statePorts } from "../../lib/browser/own-page.ts";
import { saveFile } from "../../lib/browser/save-file.ts";
import type { AppState } from "../../lib/messages/protocol.ts";
import { useAppState } from "../../lib/ui/use-app-state.ts";

/** The audit log's page, bound to the background and the browser. */
export function AuditPage({ last }: { readonly last: AppState | null }) {
  const { state, failure, apply } = useAppState(statePorts, last);
  const actions = useMemo(
    (): AuditActions => ({
      page: (query) => ask("audit/page", query),
      verify: () => ask("audit/verify", {}),
      mask: async (auditMaskNumbers) => apply(await ask("settings/update", { auditMaskNumbers })),
      save: async ({ text, ...file }) => {
        await ask("audit/exported", file);
        saveFile(`consent-guard-audit.${file.format}`, text);
      },
    }),
    [apply],
  );
  if (state) return <Audit settings={state.settings} actions={actions} />;
  return failure ? <FailureBanner failure={failure} /> : <Skeleton />;
}
