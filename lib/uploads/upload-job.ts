import { z } from "zod";
import type { UploadRow } from "../campaign/upload/upload-row.ts";
import { FAILURE_CODES } from "../failure.ts";
import { type E164, isE164 } from "../phone/e164.ts";

const e164 = z.custom<E164>((value) => typeof value === "string" && isE164(value));
const count = z.number().int().min(0);
const failureSchema = z.object({
  code: z.enum(FAILURE_CODES),
  detail: z.string().exactOptional(),
  retryAt: z.number().exactOptional(),
});

export const jobSchema = z.object({
  id: z.number().int(),
  /** The list's name; empty for pasted text. */
  name: z.string(),
  /** Who has confirmed it, and alone may go on with it; empty until then. */
  account: z.string(),
  /** Epoch ms: when it was confirmed; 0 until then. */
  confirmedAt: z.number(),
  /** How the consent of the opt-ins was obtained; empty without opt-ins. */
  statement: z.string(),
  optOuts: count,
  optIns: count,
  /** Rows of the list that are left out. */
  skipped: count,
  /** Stored rows come in so many chunks, and skipped ones in so many. */
  chunks: count,
  skippedChunks: count,
  /**
   * `draft`: its rows are being written. `cancelled`: what is not sent will not be; its
   * opt-outs still guard while `finishedAt` is null. `removing`: to be forgotten.
   */
  state: z.enum(["draft", "running", "paused", "cancelled", "finished", "removing"]),
  /** Why it was paused by no person. */
  failure: failureSchema.exactOptional(),
  /** Chunks before this one guard already. */
  held: count,
  /** Chunks before this one are settled. */
  next: count,
  done: count,
  refused: count,
  finishedAt: z.number().nullable(),
  /** The job whose refused rows it sends again. */
  retryOf: z.number().int().exactOptional(),
});

/** An upload, on disk from its first row until a person removes it. */
export type UploadJob = z.infer<typeof jobSchema>;
export type JobState = UploadJob["state"];

export const rowSchema: z.ZodType<UploadRow> = z.object({
  line: count,
  to: e164,
  from: e164.nullable(),
  optStatus: z.enum(["OptOut", "OptIn"]),
  note: z.string(),
});

/** null: open. `true`: RingCentral has it. Else why it has not. */
const resultSchema = z.union([
  z.null(),
  z.literal(true),
  z.object({ errorCode: z.string(), message: z.string() }),
]);
export type RowResult = z.infer<typeof resultSchema>;

/** What became of a chunk's rows. It stands on disk before the first attempt to send them. */
export const outcomeSchema = z.array(resultSchema);
export type ChunkOutcome = z.infer<typeof outcomeSchema>;

export const skippedSchema = z.object({ line: count, reason: z.string(), cell: z.string() });
