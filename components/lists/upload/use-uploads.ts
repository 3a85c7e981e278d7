import { useEffect, useState } from "preact/hooks";
import { type FailureInfo, toFailure } from "../../../lib/failure.ts";
import type { UploadAct, UploadStatus } from "../../../lib/messages/protocol.ts";
import type { ListsDesk } from "../desk.ts";

export interface Uploads {
  /** Newest first; null until known. */
  readonly uploads: readonly UploadStatus[] | null;
  readonly failure: FailureInfo | null;
  /** Rejects with a `Failure`. */
  readonly act: (id: number, act: UploadAct) => Promise<void>;
}

/** The uploads that this computer knows, followed while the tab is open. */
export function useUploads({ ask, onPush }: Pick<ListsDesk, "ask" | "onPush">): Uploads {
  const [uploads, setUploads] = useState<readonly UploadStatus[] | null>(null);
  const [failure, setFailure] = useState<FailureInfo | null>(null);
  useEffect(() => {
    const tab = new AbortController();
    onPush((push) => {
      if (push.push === "uploads-changed") setUploads(push.uploads);
    }, tab.signal);
    ask("uploads/list", {}).then(
      (answer) => setUploads(answer.uploads),
      (error: unknown) => setFailure(toFailure(error).toInfo()),
    );
    return () => tab.abort();
  }, [ask, onPush]);
  return {
    uploads,
    failure,
    act: async (id, act) => setUploads((await ask("uploads/act", { id, act })).uploads),
  };
}
