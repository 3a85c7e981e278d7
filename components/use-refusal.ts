import { FAILURE_CODES, type FailureCode } from "../lib/failure.ts";
import type { FailedChange } from "../lib/ringcentral/types.ts";
import { CHANGED_MEANWHILE } from "../lib/sync/types.ts";
import { useTexts } from "./texts.tsx";

const isFailureCode = (code: string): code is FailureCode =>
  (FAILURE_CODES as readonly string[]).includes(code);

/** Why a change was refused, in a sentence. */
export function useRefusal(): (failed: Pick<FailedChange, "errorCode" | "message">) => string {
  const { t, failure: sentence } = useTexts();
  return ({ errorCode, message }) => {
    if (errorCode === CHANGED_MEANWHILE) return t("refused_changed_meanwhile");
    if (errorCode === "user-permission-missing") return t("refused_role");
    if (isFailureCode(errorCode)) return sentence(errorCode);
    return t("refused_by_ringcentral", message, errorCode);
  };
}
