import { Failure } from "../../failure.ts";

/** More than the server would ever replay: whoever is this far behind has missed something. */
const MOST_WAITING = 1000;

/** The messages of one WebSocket, in order. */
export interface FrameSocket {
  /** The next message. @throws Failure when the socket has ended and all are read */
  next(): Promise<unknown>;
  send(frame: readonly unknown[]): void;
  /** Ends it; who waits for a message is told why. */
  close(why: Failure): void;
}

export function frameSocket(socket: WebSocket, signal: AbortSignal): FrameSocket {
  const messages: unknown[] = [];
  const stop = new AbortController();
  let open = false;
  let ended: Failure | null = null;
  let heard = Promise.withResolvers<void>();

  const wake = (): void => {
    heard.resolve();
    heard = Promise.withResolvers();
  };
  const end = (why: Failure): void => {
    if (ended) return;
    ended = why;
    stop.abort();
    socket.close();
    wake();
  };

  const listen = { signal: stop.signal };
  socket.addEventListener(
    "open",
    () => {
      open = true;
    },
    listen,
  );
  socket.addEventListener(
    "message",
    ({ data }) => {
      messages.push(data);
      if (messages.length > MOST_WAITING)
        end(new Failure("truncated-answer", { detail: "events" }));
      else wake();
    },
    listen,
  );
  socket.addEventListener(
    "close",
    ({ code }) => {
      const lost = !open || code === 1006;
      end(new Failure(lost ? "offline" : "server-error", { detail: `socket closed ${code}` }));
    },
    listen,
  );
  signal.addEventListener("abort", () => end(new Failure("aborted")), listen);
  if (signal.aborted) end(new Failure("aborted"));

  return {
    next: async () => {
      while (messages.length === 0) {
        if (ended) throw ended;
        await heard.promise;
      }
      return messages.shift();
    },
    send: (frame) => {
      if (!ended) socket.send(JSON.stringify(frame));
    },
    close: end,
  };
}
