import type { UploadsDesk } from "../../components/lists/desk.ts";
import { Failure } from "../../lib/failure.ts";
import { reportRows } from "../../lib/uploads/report-rows.ts";
import { lazyUploadDatabase } from "../../lib/uploads/upload-database.ts";
import { createUploadStore } from "../../lib/uploads/upload-store.ts";
import { writeDraft } from "../../lib/uploads/write-draft.ts";

/** Uploads on disk, which page and background share: a million rows are in no message. */
export function createUploadsDesk(): UploadsDesk {
  const store = createUploadStore(lazyUploadDatabase());
  return {
    write: (info, decided, signal) => writeDraft(store, info, decided, signal),
    report: async function* (id) {
      const job = await store.job(id);
      if (!job) throw new Failure("not-found");
      yield* reportRows(store, job);
    },
  };
}
