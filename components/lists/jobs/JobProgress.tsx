import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useTexts } from "../../texts.tsx";
import { Button } from "../../ui/Button.tsx";
import { Progress } from "../../ui/Progress.tsx";

export interface JobProgressProps {
  readonly label: string;
  /** 0 to 1; absent while the end is not known. */
  readonly value?: number;
  readonly onCancel: () => void;
  /** Has the focus again when this goes away under it. */
  readonly startedBy?: RefObject<HTMLElement>;
}

/** Work on a list that is under way. */
export function JobProgress({ label, value, onCancel, startedBy }: JobProgressProps) {
  const { t } = useTexts();
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const own = shown.current;
    return () => {
      if (own?.contains(document.activeElement)) startedBy?.current?.focus();
    };
  }, [startedBy]);
  return (
    <div class="stack" role="status" ref={shown}>
      <p>{label}</p>
      <Progress label={label} {...(value === undefined ? {} : { value })} />
      <div class="row">
        <Button onPress={onCancel}>{t("cancel")}</Button>
      </div>
    </div>
  );
}
