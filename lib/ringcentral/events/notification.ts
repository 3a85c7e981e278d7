import { z } from "zod";
import { parseRecords } from "../consents/record-schema.ts";
import type { RecordBatch } from "../types.ts";

export const CONSENTS_FILTER = "/restapi/v2/accounts/~/sms/consents";
/** The server puts the account's number in the place of `~`. */
const CONSENTS_EVENT = /^\/restapi\/v2\/accounts\/[^/]+\/sms\/consents$/;

export const concernsConsents = (filter: string): boolean => CONSENTS_EVENT.test(filter);

const notificationSchema = z.object({
  event: z.string(),
  subscriptionId: z.string(),
  body: z.unknown(),
});
const changeSchema = z.object({ records: z.array(z.unknown()) });

/** The changed records; null when the notification is not of this subscription. What cannot be read is counted. */
export function readNotification(body: unknown, subscriptionId: string): RecordBatch | null {
  const parsed = notificationSchema.safeParse(body);
  if (!parsed.success) return { records: [], malformed: 1 };
  if (parsed.data.subscriptionId !== subscriptionId) return null;
  if (!concernsConsents(parsed.data.event)) return null;
  const change = changeSchema.safeParse(parsed.data.body);
  return change.success ? parseRecords(change.data.records) : { records: [], malformed: 1 };
}
