import { z } from "zod";
import { type E164, isE164 } from "../phone/e164.ts";

export const AUDIT_ACTIONS = [
  "check",
  "change",
  "bulk-change",
  "text-attempt",
  "settings",
  "policy",
  "sign-in",
  "sign-out",
  "session-ended",
  "export",
  "forget",
  "differences",
  "trimmed",
] as const;

const e164 = z.custom<E164>((value) => typeof value === "string" && isE164(value));

const eventShape = {
  action: z.enum(AUDIT_ACTIONS),
  /** Who was signed in: name and extension; null when nobody was. */
  actor: z.string().nullable(),
  /** The recipient, and the business number: null for every business number. */
  to: e164.exactOptional(),
  from: e164.nullable().exactOptional(),
  before: z.string().exactOptional(),
  after: z.string().exactOptional(),
  /** Where what is told came from: `Api`, `Recipient`, a site, a file's name. */
  source: z.string().exactOptional(),
  note: z.string().exactOptional(),
  /** `done`, `blocked`, `warned`, `overridden`, `queued`, `replaced`, or the name of a failure. */
  result: z.string(),
};

const eventSchema = z.object(eventShape);
export const auditEntrySchema = z.object({
  ...eventShape,
  /** 1 for the first entry ever; no gaps. */
  seq: z.number().int().min(1),
  /** Epoch ms. */
  at: z.number(),
  /** Hash of the entry before; empty for the first. */
  previous: z.string(),
  hash: z.string(),
});

/** What happened. */
export type AuditEvent = z.infer<typeof eventSchema>;
export type AuditAction = AuditEvent["action"];
/** The event in its place in the chain. */
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** What an entry's hash is taken over: every field in a fixed order, and the hash before. */
export const hashedText = (entry: Omit<AuditEntry, "hash">): string =>
  JSON.stringify([
    entry.seq,
    entry.at,
    entry.action,
    entry.actor,
    entry.to ?? "",
    entry.from === undefined ? "" : (entry.from ?? "*"),
    entry.before ?? "",
    entry.after ?? "",
    entry.source ?? "",
    entry.note ?? "",
    entry.result,
    entry.previous,
  ]);

/** A number that still tells two customers apart, for those who may see that there was one: `+1415•••2671`. */
export const maskNumber = (number: E164): string =>
  `${number.slice(0, -7)}${"•".repeat(3)}${number.slice(-4)}`;
