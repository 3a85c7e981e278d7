/** A stored value in memory; every load and save copies, as a database would. */
export function memoryValue(initial?: unknown) {
  let value = structuredClone(initial);
  return {
    load: async (): Promise<unknown> => structuredClone(value),
    save: async (next: unknown): Promise<void> => {
      value = structuredClone(next);
    },
    clear: async (): Promise<void> => {
      value = undefined;
    },
    /** What it holds now. */
    peek: (): unknown => value,
  };
}

export type MemoryValue = ReturnType<typeof memoryValue>;
