import type { Output, Outputs } from "../../../lib/list-jobs/output.ts";

/** Outputs in memory that count what is left behind. */
export function createMemoryOutputs() {
  const left = new Set<Output>();
  const outputs: Outputs = {
    create: async () => {
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      const output: Output = {
        write: (bytes) => void pieces.push(bytes.slice() as Uint8Array<ArrayBuffer>),
        finish: async () => new Blob(pieces),
        discard: async () => void left.delete(output),
      };
      left.add(output);
      return output;
    },
    clear: async () => left.clear(),
  };
  return { outputs, left };
}
