import { z } from "zod";
import { type E164, isE164 } from "../../phone/e164.ts";
import type { Http } from "../http.ts";
import type { ConsentHistory, ConsentHistoryEntry } from "../types.ts";
import { everyPage } from "./paging.ts";
import { CONSENTS, nextOf, pageSchema } from "./read.ts";

const text = z.string().optional().catch(undefined);
const entrySchema = z.object({
  from: z.string().nullish().catch(undefined),
  to: z.custom<E164>((value) => typeof value === "string" && isE164(value)),
  optStatus: z.string(),
  source: text,
  createdAt: text,
});

function toEntry(raw: unknown): ConsentHistoryEntry[] {
  const parsed = entrySchema.safeParse(raw);
  if (!parsed.success) return [];
  const { from, to, optStatus, source, createdAt } = parsed.data;
  return [
    {
      from: from && isE164(from) ? from : null,
      to,
      optStatus,
      ...(source === undefined ? {} : { source }),
      ...(createdAt === undefined ? {} : { createdAt }),
    },
  ];
}

/** All that happened to one recipient's consents, as the server orders it. */
export async function consentHistory(
  http: Http,
  to: E164,
  signal: AbortSignal,
): Promise<ConsentHistory> {
  const entries: ConsentHistoryEntry[] = [];
  let malformed = 0;
  const pages = everyPage(async (pageToken) => {
    const query = { to: [to], perPage: 1000, pageToken };
    const request = { method: "GET", path: `${CONSENTS}/history`, group: "light", query } as const;
    const { records, ...rest } = await http.json(request, pageSchema, signal);
    return { records, ...nextOf({ records, ...rest }, pageToken) };
  });
  for await (const { records } of pages) {
    const understood = records.flatMap(toEntry);
    entries.push(...understood);
    malformed += records.length - understood.length;
  }
  return { entries, malformed };
}
