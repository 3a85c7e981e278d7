import { z } from "zod";
import type { Scope } from "../consent/scope.ts";
import { type E164, isE164 } from "../phone/e164.ts";
import { seal, unseal } from "./checksum.ts";
import type { SnapshotMeta } from "./types.ts";

const e164 = z.custom<E164>((value) => typeof value === "string" && isE164(value));

const scopeSchema = z.object({
  /** null: every business number. */
  from: e164.nullable(),
  coverage: z.string(),
  campaignType: z.string().exactOptional(),
});

/** A snapshot but for its blocks and details, which refer to it. */
export interface StoredSnapshot {
  readonly generation: number;
  readonly meta: SnapshotMeta;
  /** What the blocks' marks and the details' sources refer to. */
  readonly scopes: readonly Scope[];
  readonly sources: readonly string[];
  /** The first recipient of each block. */
  readonly firsts: Float64Array<ArrayBuffer>;
}

/** Of the form below. */
const VERSION = 1;
/** Words: version, length of the text. */
const HEAD = 8;

const padded = (length: number): number => Math.ceil(length / 8) * 8;

/** Version, length of a JSON text, the text, and behind it, aligned to eight, `firsts`. */
export function sealSnapshot({ firsts, ...rest }: StoredSnapshot): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(rest));
  const begin = HEAD + padded(text.length);
  const content = new Uint8Array(begin + firsts.byteLength);
  new Uint32Array(content.buffer, 0, 2).set([VERSION, text.length]);
  content.set(text, HEAD);
  content.set(new Uint8Array(firsts.buffer, firsts.byteOffset, firsts.byteLength), begin);
  return seal(content);
}

/**
 * Null when it is damaged. No schema looks at it: its checksum says that it is what
 * this version wrote, and a worker's first answer waits for it.
 */
export function unsealSnapshot(stored: unknown): StoredSnapshot | null {
  const content = unseal(stored);
  if (!content || content.length < HEAD) return null;
  const [version, length = 0] = new Uint32Array(content.buffer, content.byteOffset, 2);
  if (version !== VERSION) return null;
  const text = new TextDecoder().decode(content.subarray(HEAD, HEAD + length));
  const rest = JSON.parse(text) as Omit<StoredSnapshot, "firsts">;
  const firsts = content.slice(HEAD + padded(length));
  return { ...rest, firsts: new Float64Array(firsts.buffer) };
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
