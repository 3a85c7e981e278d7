import { z } from "zod";
import { Failure, toFailure } from "../../failure.ts";
import type { Http } from "../http.ts";
import type { RecordBatch } from "../types.ts";
import { socketAddress } from "./dial.ts";
import { frameSocket } from "./frame-socket.ts";
import type { Frame, SessionContext } from "./frames.ts";
import { createGateway, type GatewayDeps } from "./gateway.ts";
import { type LiveContext, newer, type Recoverable } from "./live-context.ts";
import { readNotification } from "./notification.ts";
import { isSubscribed, subscribe } from "./subscription.ts";
import type { LivePorts } from "./types.ts";

/** How often the subscription itself is looked at: it may be gone while its socket lives on. */
const CHECK_MS = 600_000;
const BUFFER_SIZE = 100;

const detailsSchema = z.object({
  recoveryState: z.string().optional().catch(undefined),
  recoveryBufferSize: z.number().catch(BUFFER_SIZE),
});

const readDetails = ({ body }: Frame): z.infer<typeof detailsSchema> =>
  detailsSchema.safeParse(body).data ?? { recoveryBufferSize: BUFFER_SIZE };

export interface ConnectionDeps extends LivePorts, GatewayDeps {
  readonly http: Http;
  readonly liveContext: LiveContext;
}

export interface ConnectionOptions {
  readonly account: string;
  /** An earlier connection lost something that the server will not tell again. */
  readonly gap: boolean;
  /** The server itself ended the one before, so that nothing was on its way. */
  readonly endedByServer: boolean;
  /** All that was missed has been handed on. */
  readonly onLive: () => void;
}

/** One connection from its token to its end, which it rejects with. */
export async function runConnection(
  deps: ConnectionDeps,
  { account, gap, endedByServer, onLive }: ConnectionOptions,
  aborted: AbortSignal,
): Promise<never> {
  const { liveContext, sleep } = deps;
  const stop = new AbortController();
  const signal = AbortSignal.any([aborted, stop.signal]);
  const before = await liveContext.load(account);
  const address = await socketAddress(deps.http, before?.token, signal);
  const socket = frameSocket(deps.openSocket(address), signal);
  const gateway = createGateway(socket, deps, signal);

  let context: SessionContext | null = null;
  let subscriptionId: string | null = null;
  /** Of notifications, as far as they are numbered. */
  const numbers = new Set<number>();
  let notified = 0;
  /** All that the server has told so far has been handed on. */
  let settled = false;

  const remember = async (): Promise<void> => {
    if (!context || !subscriptionId) return;
    await liveContext.save({ account, subscriptionId, settled, ...context });
  };

  const settle = async (missed: boolean): Promise<void> => {
    settled = true;
    await remember();
    if (missed) deps.onGap();
  };

  const begin = async (): Promise<void> => {
    subscriptionId = await subscribe(gateway);
    // What happened before this moment was told to nobody.
    await settle(true);
  };

  const handOn = async ({ records, malformed }: RecordBatch): Promise<void> => {
    const settledBefore = settled;
    settled = false;
    await remember();
    if (records.length > 0) await deps.onChanges(records);
    if (malformed > 0) deps.onGap();
    settled = settledBefore;
  };

  const handle = async (frame: Frame): Promise<void> => {
    context = newer(context, frame.wsc);
    if (frame.type === "ServerNotification" && subscriptionId) {
      notified++;
      if (frame.wsc) numbers.add(frame.wsc.sequence);
      const batch = readNotification(frame.body, subscriptionId);
      if (batch) await handOn(batch);
    }
    await remember();
  };

  const read = async (): Promise<never> => {
    for (;;) await handle(await gateway.next());
  };

  const check = async (): Promise<never> => {
    for (;;) {
      await sleep(CHECK_MS, signal);
      if (subscriptionId && !(await isSubscribed(gateway, subscriptionId))) await begin();
    }
  };

  /**
   * Whether nothing is missing after a recovery: every number between the last one
   * known and that of the new ConnectionDetails has come. What was on its way when a
   * connection broke off, or has dropped out of a full buffer, leaves a hole.
   */
  const isWhole = (from: Recoverable, until: number | undefined, bufferSize: number): boolean => {
    if (gap || !from.settled) return false;
    if (endedByServer && notified < bufferSize) return true;
    const between = [...numbers].filter(
      (number) => number > from.sequence && number < (until ?? 0),
    );
    return until === from.sequence + between.length + 1;
  };

  const live = async (details: Frame, from: Recoverable | null): Promise<never> => {
    if (from) {
      // What is replayed comes before the echo.
      await gateway.echo();
      await settle(!isWhole(from, details.wsc?.sequence, readDetails(details).recoveryBufferSize));
    } else {
      await begin();
    }
    onLive();
    return Promise.race([gateway.beat(), check()]);
  };

  try {
    const details = await gateway.details();
    // Whatever its sequence: a new connection begins a new count.
    context = details.wsc ?? null;
    const recovered = readDetails(details).recoveryState === "Successful" ? before : null;
    if (recovered) subscriptionId = recovered.subscriptionId;
    else await liveContext.forget();
    await remember();
    return await Promise.race([read(), live(details, recovered)]);
  } catch (error) {
    const failure = aborted.aborted ? new Failure("aborted", { cause: error }) : toFailure(error);
    // A token that the server cannot read would end every connection in the same way.
    if (before && gateway.heard() === 0 && failure.code === "server-error") {
      await liveContext.forget();
    }
    throw failure;
  } finally {
    stop.abort();
    socket.close(new Failure("aborted"));
  }
}
