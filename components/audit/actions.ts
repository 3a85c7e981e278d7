import type { AuditPage, AuditQuery, AuditVerdict } from "../../lib/audit/audit-log.ts";
import type { AuditFormat } from "../../lib/audit/export.ts";

/** What the audit log's page can make happen. Each rejects with a `Failure`. */
export interface AuditActions {
  readonly page: (query: AuditQuery) => Promise<AuditPage>;
  readonly verify: () => Promise<AuditVerdict>;
  readonly mask: (on: boolean) => Promise<void>;
  /** Hands the file to the person, and leaves a trace of that. */
  readonly save: (file: {
    readonly format: AuditFormat;
    readonly text: string;
    readonly entries: number;
    readonly masked: boolean;
  }) => Promise<void>;
}
