import { useLazy } from "../../lib/ui/lazy.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import type { ListTabProps } from "./desk.ts";
import type { ListTab } from "./tabs.ts";

/** A tab whose code comes when it is first opened. */
export function LazyTab({ tab, ...props }: ListTabProps & { readonly tab: ListTab }) {
  const { value, failure } = useLazy(tab.code);
  if (failure) return <FailureBanner failure={failure} />;
  return value ? <value.Tab {...props} /> : <Skeleton />;
}
