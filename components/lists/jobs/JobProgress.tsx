import { useTexts } from "../../texts.tsx";
import { Button } from "../../ui/Button.tsx";
import { Progress } from "../../ui/Progress.tsx";

export interface JobProgressProps {
  readonly label: string;
  /** 0 to 1; absent while the end is not known. */
  readonly value?: number;
  readonly onCancel: () => void;
}

/** Work on a list that is under way. */
export function JobProgress({ label, value, onCancel }: JobProgressProps) {
  const { t } = useTexts();
  return (
    <div class="stack" role="status">
      <p>{label}</p>
      <Progress label={label} {...(value === undefined ? {} : { value })} />
      <div class="row">
        <Button onPress={onCancel}>{t("cancel")}</Button>
      </div>
    </div>
  );
}
