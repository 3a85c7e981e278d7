import type { PairCache } from "../cache/types.ts";
import type { Push } from "../messages/protocol.ts";
import type { ConsentsApi } from "../ringcentral/types.ts";
import { toRecord } from "../sync/change-laws.ts";
import type { Outbox } from "../sync/outbox.ts";
import type { UploadDatabase } from "../uploads/upload-database.ts";
import { createUploadDesk, traceOf } from "../uploads/upload-desk.ts";
import { createUploadRunner, type UploadRunnerPorts } from "../uploads/upload-runner.ts";
import { createUploadStore } from "../uploads/upload-store.ts";
import type { AuditTrail } from "./audit-trail.ts";
import { createLatest } from "./latest.ts";

export interface UploadsPorts
  extends Pick<UploadRunnerPorts, "account" | "now" | "sleep" | "alarm" | "onChanged" | "signal"> {
  readonly database: () => Promise<UploadDatabase>;
  readonly consents: ConsentsApi;
  readonly cache: PairCache;
  readonly outbox: Pick<Outbox, "entries">;
  readonly trace: AuditTrail["record"];
  readonly keepAlive: <T>(work: Promise<T>) => Promise<T>;
  readonly tellOwnPages: (push: Push) => Promise<void>;
  readonly onBug: (error: unknown) => void;
}

/** Uploads of many changes: the page writes and confirms them, the background sends them. */
export function createUploads(ports: UploadsPorts) {
  const store = createUploadStore(ports.database);

  const tell = createLatest(async () => {
    await ports.tellOwnPages({ push: "uploads-changed", uploads: await desk.list() });
  });
  const onProgress = (): void => void tell().catch(ports.onBug);

  const runner = createUploadRunner({
    ...ports,
    store,
    heldElsewhere: async () =>
      (await ports.outbox.entries())
        .filter(({ change, state }) => change.optStatus === "OptOut" && state !== "sent")
        .map(({ change }) => toRecord(change)),
    onProgress,
    onFinished: async (job) => {
      await ports.trace([traceOf(job, job.state === "cancelled" ? "cancelled" : "done")]);
    },
  });

  const start = (): void => {
    runner.guard().then(onProgress).catch(ports.onBug);
    ports.keepAlive(runner.run()).catch(ports.onBug);
  };

  const desk = createUploadDesk({ ...ports, store, runner, start });

  return {
    list: desk.list,
    act: desk.act,
    dropDrafts: desk.dropDrafts,
    /** Gives every upload up; what RingCentral has stays. */
    forget: store.clear,
    /** Goes on with what there is to do. */
    start,
    /** The cache was emptied. */
    guardLost: async (): Promise<void> => {
      await runner.guardLost();
      start();
    },
  };
}

export type Uploads = ReturnType<typeof createUploads>;
