import { abortable } from "../../abortable.ts";
import { toFailure } from "../../failure.ts";
import { truncated } from "./truncated.ts";

/** A connection that is silent for so long is lost. */
const SILENCE_MS = 60_000;

/** What one reading takes up at most. */
const PIECE = 2 ** 18;

type Reader = Pick<ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>, "read" | "cancel">;

/** Reads into the same memory again and again where the browser can: new memory costs more than the reading. */
function readerOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): Reader {
  let reader: ReadableStreamBYOBReader;
  try {
    reader = body.getReader({ mode: "byob" });
  } catch (error) {
    // No stream of bytes, as of a response that a script has made.
    if (!(error instanceof TypeError)) throw error;
    return body.getReader();
  }
  let memory = new ArrayBuffer(PIECE);
  return {
    read: async () => {
      const { done, value } = await reader.read(new Uint8Array(memory));
      if (done || !value) return { done: true, value: undefined };
      memory = value.buffer;
      return { done, value };
    },
    cancel: () => reader.cancel(),
  };
}

/**
 * The bytes of an answer as they arrive, each piece valid until the next is asked for;
 * in the end whether they are as many as were announced. A connection that breaks off
 * is a truncated answer, never the end.
 */
export async function* bytesOf(
  response: Response,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>, boolean> {
  if (!response.body) return false;
  const reader = readerOf(response.body);
  const silence = new AbortController();
  const ended = AbortSignal.any([signal, silence.signal]);
  let received = 0;
  try {
    for (;;) {
      const timer = setTimeout(() => silence.abort(), SILENCE_MS);
      const { done, value } = await abortable(reader.read(), ended).finally(() =>
        clearTimeout(timer),
      );
      if (done) break;
      received += value.length;
      yield value;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw truncated("connection lost", error);
  } finally {
    await reader.cancel().catch(toFailure);
  }
  // Firefox takes a body for whole that is shorter than it was announced.
  const announced = Number(response.headers.get("Content-Length") ?? Number.NaN);
  if (response.headers.has("Content-Encoding")) return false;
  if (received < announced) throw truncated("shorter than announced");
  return received === announced;
}
