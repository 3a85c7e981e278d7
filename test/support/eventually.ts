import { vi } from "vitest";

/** Waits until `check` throws no more. Patient: a busy machine takes its time, and a state that never comes fails all the same. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 30_000 });
