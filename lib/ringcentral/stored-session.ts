import { z } from "zod";

/** Where tokens are kept: out of reach of pages and content scripts. */
export interface TokenStore {
  load(): Promise<unknown>;
  save(tokens: unknown): Promise<void>;
  clear(): Promise<void>;
}

const storedSchema = z.object({
  serverUrl: z.string(),
  clientId: z.string(),
  accessToken: z.string(),
  refreshToken: z.string().exactOptional(),
  /** Epoch ms. */
  expiresAt: z.number(),
  user: z
    .object({
      extensionId: z.string(),
      name: z.string(),
      extensionNumber: z.string().exactOptional(),
    })
    .exactOptional(),
});

/** The session on disk. */
export type StoredSession = z.infer<typeof storedSchema>;

/** Reads and writes one after the other, so that no change is lost to another one. */
export function createSessionStore(store: TokenStore) {
  let turn: Promise<unknown> = Promise.resolve();

  const load = async (): Promise<StoredSession | null> => {
    const parsed = storedSchema.safeParse(await store.load());
    return parsed.success ? parsed.data : null;
  };

  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const result = turn.then(task);
    turn = result.catch(() => undefined);
    return result;
  };

  return {
    load,
    save: (session: StoredSession): Promise<void> => inTurn(() => store.save(session)),
    clear: (): Promise<StoredSession | null> =>
      inTurn(async () => {
        const before = await load();
        await store.clear();
        return before;
      }),
    /** Changes the session that has this access token (null: any), or ends it by null; null when it is not there any more. */
    change: (
      accessToken: string | null,
      edit: (session: StoredSession) => StoredSession | null,
    ): Promise<StoredSession | null> =>
      inTurn(async () => {
        const before = await load();
        if (!before || (accessToken !== null && before.accessToken !== accessToken)) return null;
        const after = edit(before);
        await (after ? store.save(after) : store.clear());
        return after ?? before;
      }),
  };
}
