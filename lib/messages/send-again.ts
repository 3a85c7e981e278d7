import type { Envelope, MessageName } from "./protocol.ts";

/** What must not happen twice; the person decides whether to try again. */
const ONCE: ReadonlySet<MessageName> = new Set([
  "session/connect",
  "consent/change",
  "guard/attempt",
  "guard/open-popup",
  "teach/start",
  "teach/done",
]);

/** A browser takes a moment to end a background, and starts none meanwhile. */
const PAUSES_MS = [50, 400];

/**
 * Sends a message, and again when no answer came back: a worker may die with the
 * question in its hands, and the next message starts the next worker.
 */
export async function sendAgain(
  send: (message: unknown) => Promise<unknown>,
  message: Envelope,
): Promise<unknown> {
  if (ONCE.has(message.name)) return send(message);
  for (const pause of PAUSES_MS) {
    const reply = await send(message).catch(() => undefined);
    if (reply !== undefined) return reply;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return send(message);
}
