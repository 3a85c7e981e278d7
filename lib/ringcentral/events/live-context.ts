import { z } from "zod";
import { toFailure } from "../../failure.ts";
import type { SessionContext } from "./frames.ts";
import type { LivePorts } from "./types.ts";

const storedSchema = z.object({
  account: z.string(),
  subscriptionId: z.string().min(1),
  token: z.string().min(1),
  sequence: z.number(),
  /** False: the worker died before it had handed on all that it was told. */
  settled: z.boolean(),
});

/** A subscription that can be taken up again, and with what. */
export type Recoverable = z.infer<typeof storedSchema>;

/** What is known of the connection for the next one; on disk, since the worker may die at any time. */
export function createLiveContext(store: LivePorts["context"]) {
  let saved = "";

  return {
    /** Null when there is nothing to recover for this account. */
    load: async (account: string): Promise<Recoverable | null> => {
      // Without it changes are read again as a whole.
      const parsed = storedSchema.safeParse(await store.load().catch(toFailure));
      return parsed.success && parsed.data.account === account ? parsed.data : null;
    },
    save: async (context: Recoverable): Promise<void> => {
      const next = JSON.stringify(context);
      if (next === saved) return;
      saved = next;
      await store.save(context).catch(toFailure);
    },
    forget: async (): Promise<void> => {
      saved = "";
      await store.save(null).catch(toFailure);
    },
  };
}

export type LiveContext = ReturnType<typeof createLiveContext>;

/** The newer of two: frames may overtake each other. */
export const newer = (known: SessionContext | null, told: SessionContext | undefined) =>
  told && (known === null || told.sequence > known.sequence) ? told : known;
