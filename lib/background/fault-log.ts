import { z } from "zod";
import type { StoredValue } from "../cache/key-value.ts";
import { redact } from "../redact.ts";

const faultSchema = z.object({
  /** Epoch ms. */
  at: z.number(),
  what: z.string(),
});
export type Fault = z.infer<typeof faultSchema>;

const KEPT = 20;
const LONGEST = 200;

const describe = (error: unknown): string =>
  redact(error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(
    0,
    LONGEST,
  );

/** The last faults that no person was told of, for support: without numbers and secrets from the start. */
export function createFaultLog(ports: { readonly store: StoredValue; readonly now: () => number }) {
  let work: Promise<unknown> = Promise.resolve();

  const all = async (): Promise<readonly Fault[]> => {
    const stored = await ports.store.load();
    return Array.isArray(stored)
      ? stored.flatMap((item) => faultSchema.safeParse(item).data ?? [])
      : [];
  };

  return {
    /** Newest first. */
    all,
    note: (error: unknown): Promise<void> => {
      const fault = { at: ports.now(), what: describe(error) };
      const result = work.then(async () => {
        await ports.store.save([fault, ...(await all())].slice(0, KEPT));
      });
      work = result.catch(() => undefined);
      return result;
    },
  };
}
