import type { Network } from "../ringcentral/events/types.ts";

/** Workers have `onLine` and its events too. */
export const network: Network = {
  isOnline: () => navigator.onLine,
  onChange: (listener) => {
    globalThis.addEventListener("online", listener);
    globalThis.addEventListener("offline", listener);
    return () => {
      globalThis.removeEventListener("online", listener);
      globalThis.removeEventListener("offline", listener);
    };
  },
};
