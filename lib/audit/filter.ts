import { z } from "zod";
import { AUDIT_ACTIONS, type AuditEntry } from "./entry.ts";

/** What a search asks for; what it leaves out does not matter. */
export const auditFilterSchema = z.strictObject({
  action: z.enum(AUDIT_ACTIONS).exactOptional(),
  /** Any part of the actor's name or extension. */
  person: z.string().max(200).exactOptional(),
  /** Digits that the recipient or the business number has in a row. */
  digits: z
    .string()
    .regex(/^\d{1,15}$/)
    .exactOptional(),
  /** Epoch ms: from this moment on, before that one. */
  since: z.number().exactOptional(),
  until: z.number().exactOptional(),
});

export type AuditFilter = z.infer<typeof auditFilterSchema>;

/** The digits of a number as people write it; a trunk zero in front is no part of it. */
export const digitsOf = (text: string): string =>
  text.replace(/\D/g, "").replace(/^0+/, "").slice(0, 15);

export function matchesFilter(entry: AuditEntry, filter: AuditFilter): boolean {
  const { action, person, digits, since = Number.NEGATIVE_INFINITY } = filter;
  const { until = Number.POSITIVE_INFINITY } = filter;
  if (entry.at < since || entry.at >= until) return false;
  if (action !== undefined && entry.action !== action) return false;
  if (person !== undefined) {
    const actor = (entry.actor ?? "").toLocaleLowerCase();
    if (!actor.includes(person.trim().toLocaleLowerCase())) return false;
  }
  if (digits === undefined) return true;
  return [entry.to, entry.from].some((number) => number?.includes(digits) ?? false);
}
