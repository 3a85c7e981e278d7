import { z } from "zod";
import { scopeKey } from "../consent/scope.ts";
import { type E164, isE164 } from "../phone/e164.ts";
import { checksumOf } from "./checksum.ts";

const e164 = z.custom<E164>((value) => typeof value === "string" && isE164(value));

const scopeSchema = z.object({
  /** null: every business number. */
  from: e164.nullable(),
  coverage: z.string(),
  campaignType: z.string().exactOptional(),
});

const metaSchema = z.object({
  asOf: z.number(),
  optOuts: z.number(),
  malformed: z.number(),
  source: z.enum(["export", "search", "list"]),
  account: z.string(),
  optIns: z.boolean(),
  differences: z
    .object({ appeared: z.number(), lifted: z.number(), missing: z.number() })
    .nullable(),
});

const snapshotSchema = z.object({
  generation: z.number().int(),
  meta: metaSchema,
  /** What the blocks' marks and the details' sources refer to. */
  scopes: z.array(scopeSchema),
  sources: z.array(z.string()),
  /** The first recipient of each block. */
  firsts: z.instanceof(Float64Array<ArrayBuffer>),
  checksum: z.number(),
});

export type StoredSnapshot = Omit<z.infer<typeof snapshotSchema>, "checksum">;

/** The order of keys must not matter. */
const checksumOfSnapshot = ({ generation, meta, scopes, sources, firsts }: StoredSnapshot) => {
  const content = [
    generation,
    Object.entries({ ...meta, ...meta.differences }).sort(),
    scopes.map(scopeKey),
    sources,
    firsts.length,
  ];
  const text = new TextEncoder().encode(JSON.stringify(content));
  const bytes = new Uint8Array(firsts.buffer, firsts.byteOffset, firsts.byteLength);
  return checksumOf(text) ^ checksumOf(bytes);
};

export const sealSnapshot = (snapshot: StoredSnapshot): unknown => ({
  ...snapshot,
  checksum: checksumOfSnapshot(snapshot),
});

/** Null when it is damaged. */
export function unsealSnapshot(stored: unknown): StoredSnapshot | null {
  const parsed = snapshotSchema.safeParse(stored);
  return parsed.success && checksumOfSnapshot(parsed.data) === parsed.data.checksum
    ? parsed.data
    : null;
}

const deltaSchema = z.object({
  record: scopeSchema.extend({
    to: e164,
    optStatus: z.string(),
    source: z.string().exactOptional(),
    notes: z.string().exactOptional(),
    lastModifiedTime: z.string().exactOptional(),
  }),
  kind: z.enum(["server", "event", "held"]),
  sequence: z.number(),
});

/**
 * Knowledge that is newer than the snapshot. `server`: a record as the server gave
 * it. `event`: an opt-out that an event told of, until its record has been read.
 * `held`: an opt-out that a person entered, until it is released.
 */
export type StoredDelta = z.infer<typeof deltaSchema>;

/** Null when it is damaged: what it said may have been an opt-out. */
export function parseDelta(stored: unknown): StoredDelta | null {
  const parsed = deltaSchema.safeParse(stored);
  return parsed.success ? parsed.data : null;
}
