import { createBrowseServer, type ToBrowser } from "../../lib/browse/serve.ts";
import { lazyDatabase } from "../../lib/cache/database.ts";

/** The worker that holds the records of the tab Browse: a million of them must not hold the page up. */
const serve = createBrowseServer(
  {
    database: lazyDatabase(),
    now: Date.now,
    turn: () => new Promise((resolve) => setTimeout(resolve)),
  },
  (message, transfer) => postMessage(message, { transfer }),
);

addEventListener("message", ({ data }: MessageEvent<ToBrowser>) => void serve(data));
