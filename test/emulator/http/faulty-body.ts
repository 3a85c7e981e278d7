import type { ServerResponse } from "node:http";
import { type Clock, pause } from "../clock.ts";
import type { Fault } from "./faults.ts";

/** A slowed body is sent in this many steps a second. */
const STEPS_PER_SECOND = 10;
const RUBBISH = 0xff;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Ends the connection without the mark of the last chunk, once what came before it is on its way. */
async function breakOff(outgoing: ServerResponse): Promise<void> {
  const { socket } = outgoing;
  for (let written = -1; socket && !socket.destroyed; ) {
    await turn();
    const rests = socket.bytesWritten === written && outgoing.headersSent;
    if (rests) socket.destroySoon();
    written = socket.bytesWritten;
  }
}

/** The answer with its body cut, slowed or garbled as the fault says; itself where it says nothing. */
export function faultyBody(
  answer: Response,
  { dropAfter, truncateAfter, bytesPerSecond, garbleAfter }: Fault,
  outgoing: ServerResponse | undefined,
  clock: Clock,
): Response {
  const limits = [dropAfter, truncateAfter, bytesPerSecond, garbleAfter];
  if (!answer.body || limits.every((limit) => limit === undefined)) return answer;
  const end = dropAfter ?? truncateAfter ?? Number.POSITIVE_INFINITY;
  const reader = answer.body.getReader();
  let held = new Uint8Array(0);
  let sent = 0;

  const next = async (): Promise<Uint8Array | null> => {
    while (held.length === 0) {
      const { done, value } = await reader.read();
      if (done) return null;
      held = new Uint8Array(value);
    }
    const step =
      bytesPerSecond === undefined ? held.length : Math.ceil(bytesPerSecond / STEPS_PER_SECOND);
    const piece = held.slice(0, Math.min(step, end - sent));
    held = held.slice(piece.length);
    if (garbleAfter !== undefined) piece.fill(RUBBISH, Math.max(0, garbleAfter - sent));
    return piece;
  };

  const finish = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    await reader.cancel();
    if (dropAfter === undefined) controller.close();
    else if (outgoing) await breakOff(outgoing);
  };

  const body = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const piece = sent >= end ? null : await next();
        if (piece === null) return finish(controller);
        if (bytesPerSecond !== undefined)
          await pause(clock, (piece.length / bytesPerSecond) * 1000);
        sent += piece.length;
        controller.enqueue(piece);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return new Response(body, answer);
}
