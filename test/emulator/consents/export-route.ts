import type { Route } from "../http/api-env.ts";
import { lacksPermission } from "../http/api-error.ts";
import type { Switches } from "../switches.ts";
import { csvOf } from "./csv.ts";
import type { ConsentStore } from "./store.ts";

/** The whole account as CSV, made as fast as the client reads it. */
export function mountExport(route: Route, store: ConsentStore, switches: () => Switches): void {
  route("export", (context) => {
    if (switches().refuseWhole) throw lacksPermission("ReadAllSmsConsents");
    const pieces = csvOf(store, switches().oldCsv);
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          const { done, value } = pieces.next();
          if (done) controller.close();
          else controller.enqueue(encoder.encode(value));
        },
        cancel: () => {
          pieces.return(undefined);
        },
      },
      { highWaterMark: 1 },
    );
    return context.body(body, 200, { "Content-Type": "text/csv;charset=utf-8" });
  });
}
