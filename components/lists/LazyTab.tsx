import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type FailureInfo, toFailure } from "../../lib/failure.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import type { ListTabProps } from "./desk.ts";
import type { ListTab } from "./tabs.ts";

/** A tab whose code comes when it is first opened. */
export function LazyTab({ tab, ...props }: ListTabProps & { readonly tab: ListTab }) {
  const [loaded, setLoaded] = useState<{ readonly Tab: ComponentType<ListTabProps> } | null>(null);
  const [failure, setFailure] = useState<FailureInfo | null>(null);
  useEffect(() => {
    const mounted = new AbortController();
    tab.load().then(
      (Tab) => {
        if (!mounted.signal.aborted) setLoaded({ Tab });
      },
      (error: unknown) => setFailure(toFailure(error).toInfo()),
    );
    return () => mounted.abort();
  }, [tab]);
  if (failure) return <FailureBanner failure={failure} />;
  return loaded ? <loaded.Tab {...props} /> : <Skeleton />;
}
