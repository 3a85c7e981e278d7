import { useEffect, useState } from "preact/hooks";
import { DiagnosticsView } from "../../components/diagnostics/DiagnosticsView.tsx";
import { FailureBanner } from "../../components/FailureBanner.tsx";
import { Skeleton } from "../../components/ui/Skeleton.tsx";
import { ask } from "../../lib/browser/own-page.ts";
import { type FailureInfo, toFailure } from "../../lib/failure.ts";
import type { Diagnostics } from "../../lib/messages/protocol.ts";

/** The page for support, as things stand when it is opened. */
export function DiagnosticsPage() {
  const [diagnostics, setDiagnostics] = useState<Diagnostics | null>(null);
  const [failure, setFailure] = useState<FailureInfo | null>(null);
  useEffect(() => {
    ask("diagnostics/get", {}).then(setDiagnostics, (error: unknown) =>
      setFailure(toFailure(error).toInfo()),
    );
  }, []);
  if (failure) return <FailureBanner failure={failure} />;
  if (!diagnostics) return <Skeleton />;
  const copy = (text: string): Promise<void> => navigator.clipboard.writeText(text);
  return <DiagnosticsView diagnostics={diagnostics} onCopy={copy} />;
}
