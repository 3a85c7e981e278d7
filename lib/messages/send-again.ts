import type { Envelope, MessageName } from "./protocol.ts";

/** What must not happen twice; the person decides whether to try again. */
const ONCE: ReadonlySet<MessageName> = new Set([
  "session/connect",
  "consent/change",
  "guard/attempt",
  "guard/open-popup",
]);

/**
 * Sends a message, and once more when no answer came back: a worker may die with
 * the question in its hands, and the second one starts the next worker.
 */
export async function sendAgain(
  send: (message: unknown) => Promise<unknown>,
  message: Envelope,
): Promise<unknown> {
  if (ONCE.has(message.name)) return send(message);
  const reply = await send(message).catch(() => undefined);
  return reply === undefined ? send(message) : reply;
}
