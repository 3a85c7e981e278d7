import type { ConsentRecord } from "../consent/record.ts";
import type { E164 } from "../phone/e164.ts";
import type { ConsentsApi } from "../ringcentral/types.ts";

/** No maximum is published; a hundred numbers stay far below any limit of a body or an address. */
const ASKED_AT_ONCE = 100;

/** Every record of these recipients, asked by `to` alone: a filter by business number would hide account-wide opt-outs. */
export async function readRecipients(
  read: ConsentsApi["search"],
  recipients: readonly E164[],
  signal: AbortSignal,
): Promise<readonly ConsentRecord[]> {
  const records: ConsentRecord[] = [];
  for (let start = 0; start < recipients.length; start += ASKED_AT_ONCE) {
    const to = recipients.slice(start, start + ASKED_AT_ONCE);
    let pageToken: string | undefined;
    do {
      const next = pageToken === undefined ? {} : { pageToken };
      const page = await read({ to, perPage: 1000, ...next }, signal);
      records.push(...page.records);
      pageToken = page.nextPageToken;
    } while (pageToken !== undefined);
  }
  return records;
}
