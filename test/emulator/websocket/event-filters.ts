import { ApiError } from "../http/api-error.ts";
import { ACCOUNT_ID } from "../oauth/apps.ts";

export const CONSENTS_FILTER = `/restapi/v2/accounts/${ACCOUNT_ID}/sms/consents`;

/** Filters that exist; only the first has events here. */
const KNOWN = [
  /^\/restapi\/v2\/accounts\/([^/]+)\/sms\/consents$/,
  /^\/restapi\/v1\.0\/account\/([^/]+)\/extension\/[^/]+\/(presence|message-store)(\?.*)?$/,
  /^\/restapi\/v1\.0\/account\/([^/]+)\/extension\/[^/]+\/message-store\/instant\?type=SMS$/,
];

/**
 * The filter with the account's own id for `~`.
 * @throws ApiError SUB-508 for a filter that does not exist, SUB-406 for another account's
 */
export function resolveFilter(filter: unknown, userId: string): string {
  const account =
    typeof filter === "string" ? KNOWN.map((known) => known.exec(filter)?.[1]).find(Boolean) : null;
  if (typeof filter !== "string" || !account) {
    throw new ApiError(400, "InvalidParameter", "SUB-508", `Invalid event filters: [${filter}]`, {
      parameterName: "eventFilters",
    });
  }
  if (account !== "~" && account !== ACCOUNT_ID) {
    throw new ApiError(403, "AccessDenied", "SUB-406", "Events of another account");
  }
  return filter
    .replace(/(\/accounts?\/)~/, `$1${ACCOUNT_ID}`)
    .replace("/extension/~", `/extension/${userId}`);
}
