import { Check, type LucideIcon } from "lucide-preact";
import { useState } from "preact/hooks";
import { useAction } from "../../lib/ui/use-action.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { useTexts } from "../texts.tsx";
import { Button } from "../ui/Button.tsx";
import type { PopupActions } from "./actions.ts";

export interface CopyButtonProps {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly iconOnly?: boolean;
  readonly text: string;
  readonly onCopy: PopupActions["copy"];
}

/** Takes a text to the clipboard, and says that it has. */
export function CopyButton({ label, icon, iconOnly = false, text, onCopy }: CopyButtonProps) {
  const { t } = useTexts();
  const [copied, setCopied] = useState<string | null>(null);
  const copy = useAction(async () => {
    await onCopy(text);
    setCopied(text);
  });
  const done = copied === text;
  return (
    <>
      <Button
        kind={iconOnly ? "quiet" : "secondary"}
        size="s"
        icon={done ? Check : icon}
        iconOnly={iconOnly}
        busy={copy.busy}
        onPress={copy.run}
      >
        {label}
      </Button>
      <span role="status" class="visually-hidden">
        {done ? t("copied") : null}
      </span>
      {copy.failure ? <FailureBanner failure={copy.failure} /> : null}
    </>
  );
}
