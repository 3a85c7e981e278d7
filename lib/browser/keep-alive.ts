import { touch } from "./runtime.ts";

const EVERY_MS = 20_000;

/**
 * Keeps the background from dying of idleness (30 s in both browsers) while `work`
 * goes on: a call of the API counts as activity, a fetch alone does not.
 */
export async function keepAlive<T>(work: Promise<T>): Promise<T> {
  const timer = setInterval(touch, EVERY_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
