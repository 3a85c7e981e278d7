import type { UploadRow } from "../campaign/upload/upload-row.ts";
import type { UploadJob } from "./upload-job.ts";
import type { UploadStore } from "./upload-store.ts";

/** What became of one row of a list. */
export interface ReportRow {
  readonly line: number;
  /** The recipient; for a skipped row what stands there. */
  readonly recipient: string;
  /** null: every business number; absent for a skipped row. */
  readonly from?: UploadRow["from"];
  readonly optStatus?: UploadRow["optStatus"];
  readonly result: "done" | "refused" | "skipped" | "open";
  /** RingCentral's code or ours. */
  readonly reason: string;
  readonly message: string;
}

async function* sentRows(store: UploadStore, job: UploadJob): AsyncGenerator<ReportRow> {
  for (let chunk = 0; chunk < job.chunks; chunk++) {
    const outcome = await store.outcome(job.id, chunk);
    for (const [place, row] of (await store.rows(job.id, chunk)).entries()) {
      const { line, to: recipient, from, optStatus } = row;
      const result = outcome?.[place] ?? null;
      const refusal = typeof result === "object" ? result : null;
      yield {
        line,
        recipient,
        from,
        optStatus,
        result: result === true ? "done" : refusal ? "refused" : "open",
        reason: refusal?.errorCode ?? "",
        message: refusal?.message ?? "",
      };
    }
  }
}

async function* skippedRows(store: UploadStore, job: UploadJob): AsyncGenerator<ReportRow> {
  for (let chunk = 0; chunk < job.skippedChunks; chunk++) {
    for (const { line, reason, cell } of await store.skipped(job.id, chunk)) {
      yield { line, recipient: cell, result: "skipped", reason, message: "" };
    }
  }
}

/** Every row of an upload in the list's order, with what became of it. */
export async function* reportRows(store: UploadStore, job: UploadJob): AsyncGenerator<ReportRow> {
  const sent = sentRows(store, job);
  const skipped = skippedRows(store, job);
  let [a, b] = [await sent.next(), await skipped.next()];
  while (!a.done || !b.done) {
    if (!a.done && (b.done || a.value.line <= b.value.line)) {
      yield a.value;
      a = await sent.next();
    } else if (!b.done) {
      yield b.value;
      b = await skipped.next();
    }
  }
}
