import { ask, onPush } from "../../lib/browser/own-page.ts";
import { readPrivateFile } from "../../lib/browser/private-files.ts";
import { Failure, toFailure } from "../../lib/failure.ts";
import { SERVER_EXPORT } from "../../lib/list-jobs/server-export.ts";

/** Lets the background fetch RingCentral's own export, and takes it from where that leaves it. */
export async function serverExport(
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<File> {
  const ended = new AbortController();
  const listening = AbortSignal.any([signal, ended.signal]);
  onPush((push) => {
    if (push.push === "export-progress") onBytes(push.bytes);
  }, listening);
  const stop = (): void => void ask("lists/export-stop", {}).catch(toFailure);
  signal.addEventListener("abort", stop, { once: true });
  try {
    await ask("lists/export", {});
    if (signal.aborted) throw new Failure("aborted");
    return await readPrivateFile(SERVER_EXPORT);
  } finally {
    signal.removeEventListener("abort", stop);
    ended.abort();
  }
}
