import { Copy } from "lucide-preact";
import { useState } from "preact/hooks";
import type { Diagnostics } from "../../lib/messages/protocol.ts";
import { diagnosticsText } from "../../lib/ui/diagnostics-text.ts";
import { useAction } from "../../lib/ui/use-action.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { useTexts } from "../texts.tsx";
import { Button } from "../ui/Button.tsx";
import { PageFrame } from "../ui/PageFrame.tsx";
import "./diagnostics.css";

export interface DiagnosticsViewProps {
  readonly diagnostics: Diagnostics;
  readonly onCopy: (text: string) => Promise<void>;
}

/** What support needs to know. Its words are English for whoever helps. */
export function DiagnosticsView({ diagnostics, onCopy }: DiagnosticsViewProps) {
  const { t } = useTexts();
  const [copied, setCopied] = useState(false);
  const copy = useAction(async () => {
    await onCopy(diagnosticsText(diagnostics));
    setCopied(true);
  });
  return (
    <PageFrame title={t("diagnostics")} text={t("diagnostics_text")}>
      <p>
        <Button icon={Copy} kind="primary" busy={copy.busy} onPress={copy.run}>
          {t(copied ? "copied" : "diagnostics_copy")}
        </Button>
      </p>
      {copy.failure ? <FailureBanner failure={copy.failure} /> : null}
      {diagnostics.groups.map(({ name, facts }) => (
        <section key={name} aria-label={name} lang="en">
          <h2>{name}</h2>
          <dl class="diagnostics">
            {facts.map(([fact, value]) => (
              <div key={`${fact} ${value}`}>
                <dt class="muted">{fact}</dt>
                <dd>{String(value)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </PageFrame>
  );
}
