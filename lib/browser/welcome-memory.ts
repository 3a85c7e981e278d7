import { readStorage, writeStorage } from "./storage.ts";

const KEY = "welcome-passed";

/** Steps of the first-run page that were done or skipped. */
export async function passedSteps(): Promise<readonly string[]> {
  const stored = await readStorage("local", KEY);
  return Array.isArray(stored) ? stored.filter((step) => typeof step === "string") : [];
}

export async function passStep(step: string): Promise<readonly string[]> {
  const passed = [...new Set([...(await passedSteps()), step])];
  await writeStorage("local", KEY, passed);
  return passed;
}
