import { openAuditDatabase } from "../../lib/audit/audit-database.ts";
import { lazyDatabase } from "../../lib/cache/database.ts";
import { createOutputs, type Outputs } from "../../lib/list-jobs/output.ts";
import { createJobServer, type FromWorker, type ToWorker } from "../../lib/list-jobs/serve.ts";

/** The worker of the page for many numbers: a list of a million rows must not hold the page up. */
let outputs: Promise<Outputs> | null = null;

const serve = createJobServer(
  {
    database: lazyDatabase(),
    auditDatabase: openAuditDatabase,
    outputs: () => {
      outputs ??= createOutputs(navigator.storage, navigator.locks, crypto.randomUUID());
      return outputs;
    },
    now: Date.now,
  },
  (message: FromWorker) => postMessage(message),
);

addEventListener("message", ({ data }: MessageEvent<ToWorker>) => void serve(data));
