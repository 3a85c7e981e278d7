import { useMemo } from "preact/hooks";
import type { ListsDesk } from "../../components/lists/desk.ts";
import { Lists } from "../../components/lists/Lists.tsx";
import { createRecordBrowser } from "../../lib/browse/client.ts";
import { createColumnMemory } from "../../lib/browser/column-memory.ts";
import { ask, onPush, statePorts } from "../../lib/browser/own-page.ts";
import { saveBlob } from "../../lib/browser/save-file.ts";
import { createJobRunner } from "../../lib/list-jobs/client.ts";
import type { AppState } from "../../lib/messages/protocol.ts";
import { useAppState } from "../../lib/ui/use-app-state.ts";
import { useHash } from "../../lib/ui/use-hash.ts";
import { useNow } from "../../lib/ui/use-now.ts";
import { serverExport } from "./server-export.ts";
import { createUploadsDesk } from "./uploads-desk.ts";

/** The page for many numbers at once, bound to the background and the browser. */
export function ListsPage({ last }: { readonly last: AppState | null }) {
  const { state, failure, apply } = useAppState(statePorts, last);
  const tab = useHash();
  const desk = useMemo(
    (): ListsDesk => ({
      ask,
      connect: async () => apply(await ask("session/connect", {})),
      sync: async () => apply(await ask("sync/run", {})),
      columnMemory: createColumnMemory,
      onPush,
      uploads: createUploadsDesk(),
      jobs: createJobRunner(
        () => new Worker(new URL("./list-worker.ts", import.meta.url), { type: "module" }),
      ),
      serverExport,
      browse: () =>
        createRecordBrowser(
          () => new Worker(new URL("./browse-worker.ts", import.meta.url), { type: "module" }),
        ),
      save: saveBlob,
    }),
    [apply],
  );
  return <Lists state={state} failure={failure} now={useNow()} tab={tab} desk={desk} />;
}
