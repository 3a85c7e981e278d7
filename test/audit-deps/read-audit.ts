import { z } from "zod";

export const SEVERITIES = ["critical", "high", "moderate", "low", "info"] as const;
type Severity = (typeof SEVERITIES)[number];

export type AuditAnswer =
  | { readonly known: true; readonly counts: Readonly<Record<Severity, number>> }
  /** The registry does not tell; why, in its own words. */
  | { readonly known: false; readonly reason: string };

const count = z.number().int().min(0);
const answered = z.object({
  metadata: z.object({
    vulnerabilities: z.object({
      critical: count,
      high: count,
      moderate: count,
      low: count,
      info: count,
    }),
  }),
});
const failed = z.object({ message: z.string() });

/** What `npm audit --json` has written. */
export function readAudit(output: string): AuditAnswer {
  let parsed: unknown;
  try {
    parsed = JSON.parse(output);
  } catch {
    return { known: false, reason: "no answer" };
  }
  const told = answered.safeParse(parsed);
  if (told.success) return { known: true, counts: told.data.metadata.vulnerabilities };
  return { known: false, reason: failed.safeParse(parsed).data?.message ?? "no answer" };
}
