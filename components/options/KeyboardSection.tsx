import { Keyboard } from "lucide-preact";
import { useEffect, useState } from "preact/hooks";
import { useAction } from "../../lib/ui/use-action.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { useTexts } from "../texts.tsx";
import { Button } from "../ui/Button.tsx";
import type { OptionsActions, ShortcutKeys } from "./actions.ts";
import { Section } from "./Section.tsx";

export interface KeyboardSectionProps {
  readonly actions: Pick<OptionsActions, "shortcuts" | "changeShortcuts">;
}

/** The keyboard's way to us: its keys as they are now, which only the browser changes. */
export function KeyboardSection({ actions }: KeyboardSectionProps) {
  const { t } = useTexts();
  const [keys, setKeys] = useState<ShortcutKeys | null>(null);
  const read = useAction(async () => setKeys(await actions.shortcuts()));
  const change = useAction(actions.changeShortcuts);

  // Whoever comes back from the browser's own page sees what was changed there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `read` only sets state
  useEffect(() => {
    read.run();
    window.addEventListener("focus", read.run);
    return () => window.removeEventListener("focus", read.run);
  }, []);

  return (
    <Section id="keyboard">
      {keys ? (
        <dl class="shortcuts">
          <dt>{t("shortcut_popup")}</dt>
          <Keys keys={keys.popup} />
          <dt>{t("commandCheckSelection")}</dt>
          <Keys keys={keys.selection} />
        </dl>
      ) : null}
      <p class="muted small">{t("shortcut_hint")}</p>
      <div class="row">
        <Button icon={Keyboard} busy={change.busy} onPress={change.run}>
          {t("shortcut_change")}
        </Button>
      </div>
      <p>{t("keyboard_address_bar")}</p>
      {read.failure ? <FailureBanner failure={read.failure} /> : null}
      {change.failure ? <FailureBanner failure={change.failure} /> : null}
    </Section>
  );
}

function Keys({ keys }: { keys: string }) {
  const { t } = useTexts();
  return (
    <dd>{keys === "" ? <span class="muted">{t("shortcut_none")}</span> : <kbd>{keys}</kbd>}</dd>
  );
}
