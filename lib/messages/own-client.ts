import { Failure } from "../failure.ts";
import type { MessageName, Push, Reply, RequestOf, ResponseOf } from "./protocol.ts";
import { sendAgain } from "./send-again.ts";

export type OwnAsk = <N extends MessageName>(
  name: N,
  payload: RequestOf<N>,
) => Promise<ResponseOf<N>>;

/** Asks the background from our own pages; rejects with the `Failure` that it names. */
export function createOwnAsk(sendMessage: (message: unknown) => Promise<unknown>): OwnAsk {
  return async <N extends MessageName>(name: N, payload: RequestOf<N>) => {
    const reply = await sendAgain(sendMessage, { name, payload }).catch((cause: unknown) => {
      throw new Failure("unexpected", { detail: `${name}: no answer`, cause });
    });
    if (!isReply<N>(reply)) throw new Failure("unexpected", { detail: `${name}: no answer` });
    if (reply.ok) return reply.value;
    const { code, detail, retryAt } = reply.failure;
    throw new Failure(code, {
      ...(detail === undefined ? {} : { detail }),
      ...(retryAt === undefined ? {} : { retryAt }),
    });
  };
}

const isReply = <N extends MessageName>(value: unknown): value is Reply<N> =>
  typeof value === "object" && value !== null && "ok" in value;

export const isPush = (message: unknown): message is Push =>
  typeof message === "object" && message !== null && "push" in message;
