import { z } from "zod";
import type { StoredValue } from "../cache/key-value.ts";
import { type FailureCode, type FailureInfo, toFailure } from "../failure.ts";
import type { ConsentsApi } from "../ringcentral/types.ts";

const MAY_NOT = [
  "app-permission-missing",
  "user-permission-missing",
] as const satisfies readonly FailureCode[];

const stored = z.object({
  account: z.string(),
  failure: z.object({ code: z.enum(MAY_NOT), detail: z.string().exactOptional() }),
  /** Epoch ms. */
  at: z.number(),
});

/** A permission that is granted meanwhile is found after so long without anybody's doing. */
const BELIEVED_MS = 4 * 60 * 60_000;

export interface ChangePermissionPorts {
  readonly store: StoredValue;
  readonly account: () => Promise<string | null>;
  readonly now: () => number;
  readonly onChanged: () => void;
}

/**
 * Whether this account's role may change consents, as far as RingCentral has said:
 * its answers to changes are the only place where it does.
 */
export function createChangePermission({ store, account, now, onChanged }: ChangePermissionPorts) {
  /** Why changes are refused; null when nothing is known against them. */
  const missing = async (): Promise<FailureInfo | null> => {
    const { data } = stored.safeParse(await store.load());
    if (!data || data.account !== (await account())) return null;
    return now() - data.at < BELIEVED_MS ? data.failure : null;
  };

  const forget = async (): Promise<void> => {
    if ((await store.load()) === undefined) return;
    await store.clear();
    onChanged();
  };

  const refused = async (thrown: unknown): Promise<void> => {
    const { code, detail } = toFailure(thrown).toInfo();
    const failure = { code, ...(detail === undefined ? {} : { detail }) };
    const entry = stored.safeParse({ account: await account(), failure, at: now() });
    if (!entry.success) return;
    await store.save(entry.data);
    onChanged();
  };

  return {
    missing,
    forget,
    /** The same API, whose answers to changes are remembered. */
    over: (consents: ConsentsApi): ConsentsApi => ({
      ...consents,
      change: async (...request) => {
        try {
          const outcome = await consents.change(...request);
          if (outcome.done.length > 0) await forget();
          return outcome;
        } catch (error) {
          await refused(error);
          throw error;
        }
      },
    }),
  };
}
