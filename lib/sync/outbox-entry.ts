import { z } from "zod";
import { type E164, isE164 } from "../phone/e164.ts";
import type { ConsentChange } from "../ringcentral/types.ts";

const e164 = z.custom<E164>((value) => typeof value === "string" && isE164(value));

const changeSchema = z.object({
  from: e164.nullable(),
  to: e164,
  optStatus: z.enum(["OptOut", "OptIn"]),
  campaignType: z.string().exactOptional(),
  notes: z.string().exactOptional(),
});

const entrySchema = z.object({
  id: z.number(),
  account: z.string(),
  change: changeSchema,
  /** Epoch ms at which it was entered. */
  at: z.number(),
  /**
   * `pending`: not sent. `sending`: sent, perhaps. `accepted`: taken by the server, its
   * record not read yet. `sent`: the server has it. `refused`: it has not, and will not.
   */
  state: z.enum(["pending", "sending", "accepted", "sent", "refused"]),
  /** When the server last changed the record, as it was known when the change was entered. */
  base: z.string().exactOptional(),
  /** Why it was refused, in RingCentral's words or ours. */
  errorCode: z.string().exactOptional(),
  message: z.string().exactOptional(),
});

/** A change by a person, on its way to the server. */
export type OutboxEntry = z.infer<typeof entrySchema>;

export const samePair = (a: ConsentChange, b: ConsentChange): boolean =>
  a.to === b.to && a.from === b.from && a.campaignType === b.campaignType;

/** What cannot be understood is left out: it says nothing that could be sent. */
export const parseEntries = (stored: unknown): readonly OutboxEntry[] =>
  Array.isArray(stored) ? stored.flatMap((item) => entrySchema.safeParse(item).data ?? []) : [];
