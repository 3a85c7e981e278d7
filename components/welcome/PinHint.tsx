import { useEffect, useState } from "preact/hooks";
import { useTexts } from "../texts.tsx";
import { Banner } from "../ui/Banner.tsx";
import type { WelcomeActions } from "./actions.ts";

/** How to have the button in sight, while the browser says that it is not. */
export function PinHint({ isPinned }: Pick<WelcomeActions, "isPinned">) {
  const { t } = useTexts();
  const [pinned, setPinned] = useState<boolean | null>(null);

  // A press on the browser's own buttons takes the focus from the page, and gives it back.
  useEffect(() => {
    const read = (): void => void isPinned().then(setPinned);
    read();
    window.addEventListener("focus", read);
    return () => window.removeEventListener("focus", read);
  }, [isPinned]);

  return pinned === false ? (
    <Banner tone="info" title={t("pin_title")}>
      {t("pin_text")}
    </Banner>
  ) : null;
}
