import { useTexts } from "../texts.tsx";
import "./skeleton.css";

/** The shape of what is coming, for the moment before it is there. */
export function Skeleton() {
  const { t } = useTexts();
  return (
    <div class="skeleton" role="status">
      <span class="visually-hidden">{t("loading")}</span>
      <span aria-hidden="true" />
      <span aria-hidden="true" />
      <span aria-hidden="true" />
    </div>
  );
}
