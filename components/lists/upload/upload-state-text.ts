import type { UploadStatus } from "../../../lib/messages/protocol.ts";
import type { Texts } from "../../texts.tsx";

/** Where an upload stands, in a sentence; what keeps it from going on, and when it will. */
export function uploadStateText(
  upload: UploadStatus,
  signedIn: boolean,
  { t, count, failure, dateTime, number }: Texts,
): string {
  const { state, done, refused, skipped, blocked } = upload;
  switch (state) {
    case "finished":
      return t("upload_finished", done, refused, skipped);
    case "cancelled":
      return upload.finishedAt === null ? t("upload_cancelling") : t("upload_cancelled", done);
    case "paused":
      return upload.failure
        ? t("upload_paused_because", failure(upload.failure.code))
        : t("upload_paused");
    default:
  }
  if (!signedIn) return t("upload_waits_sign_in");
  if (!upload.mine) return t("upload_waits_other");
  if (!upload.guarding) return t("upload_guarding");
  if (blocked) {
    const until = blocked.retryAt === undefined ? "" : t("retry_at", dateTime(blocked.retryAt));
    return `${failure(blocked.code)} ${until}`.trim();
  }
  const { perMinute } = upload;
  const left = upload.optOuts + upload.optIns - done - refused;
  return perMinute
    ? count("upload_minutes_left", Math.max(1, Math.ceil(left / perMinute)), number(perMinute))
    : t("upload_sending");
}
