import { touch } from "./runtime.ts";

const EVERY_MS = 20_000;

/** Keeps a Chromium worker from dying of idleness while `work` goes on: a fetch alone does not count as activity. */
export async function keepAlive<T>(work: Promise<T>): Promise<T> {
  const timer = setInterval(touch, EVERY_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
