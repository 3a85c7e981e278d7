import { z } from "zod";
import { parseJson } from "../errors.ts";

const contextSchema = z.object({ token: z.string().min(1), sequence: z.number().catch(0) });

const metaSchema = z.object({
  type: z.string(),
  messageId: z.string().optional().catch(undefined),
  status: z.number().optional().catch(undefined),
  headers: z.record(z.string(), z.unknown()).catch({}),
  wsc: contextSchema.optional().catch(undefined),
});

/** What a lost connection is recovered with; a higher sequence is newer. */
export type SessionContext = z.infer<typeof contextSchema>;

/** One message of the gateway: `[meta]` or `[meta, body]`. */
export interface Frame extends z.infer<typeof metaSchema> {
  readonly body: unknown;
}

const frameSchema = z.tuple([metaSchema]).rest(z.unknown());

/** Null for what is no frame. */
export function readFrame(data: unknown): Frame | null {
  const parsed = frameSchema.safeParse(typeof data === "string" ? parseJson(data) : null);
  if (!parsed.success) return null;
  const [meta, body] = parsed.data;
  return { ...meta, body };
}

/** HTTP headers within a frame. */
export function headersOf({ headers }: Frame): Headers {
  const known = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    const plain = typeof value === "string" || typeof value === "number" ? String(value) : "";
    if (/^[\w-]+$/.test(name) && /^[\x20-\x7e]*$/.test(plain)) known.set(name, plain);
  }
  return known;
}
