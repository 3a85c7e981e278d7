import type { MessageName, Reply, RequestOf, ResponseOf } from "./protocol.ts";
import { sendAgain } from "./send-again.ts";

export type Ask = <N extends MessageName>(
  name: N,
  payload: RequestOf<N>,
) => Promise<ResponseOf<N> | null>;

/** Asks the background; null when it cannot answer (its worker is gone, or the extension was updated). */
export function createAsk(sendMessage: (message: unknown) => Promise<unknown>): Ask {
  return async <N extends MessageName>(name: N, payload: RequestOf<N>) => {
    try {
      const reply = (await sendAgain(sendMessage, { name, payload })) as Reply<N> | undefined;
      return reply?.ok ? reply.value : null;
    } catch {
      // The one channel to the background is closed: the guard goes on without it, as unverified.
      return null;
    }
  };
}
