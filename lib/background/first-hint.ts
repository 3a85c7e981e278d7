import type { Push } from "../messages/protocol.ts";

export interface FirstHintPorts {
  readonly load: () => Promise<unknown>;
  readonly save: (shown: true) => Promise<void>;
  readonly tellTab: (tabId: number, push: Push) => Promise<void>;
}

/** What a mark means is told once on this computer, on the first page that shows an opted-out customer. */
export function createFirstHint({ load, save, tellTab }: FirstHintPorts) {
  let taken = false;
  const isShown = async (): Promise<boolean> => taken || (await load()) === true;
  return {
    /** A page shows such a customer. */
    offer: async (tabId: number): Promise<void> => {
      if (!(await isShown())) await tellTab(tabId, { push: "hint" });
    },
    /** True for the one frame that is to show it now. */
    take: async (): Promise<boolean> => {
      const shown = isShown();
      taken = true;
      if (await shown) return false;
      await save(true);
      return true;
    },
  };
}

export type FirstHint = ReturnType<typeof createFirstHint>;
