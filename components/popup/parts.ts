import { lazy } from "../../lib/ui/lazy.ts";

/** What is below the number field; numbering plans and all come behind the first frame. */
export const DESK = lazy(async () => {
  const [{ PopupDesk }, { parseTyped }] = await Promise.all([
    import("./PopupDesk.tsx"),
    import("../../lib/phone/parse.ts"),
  ]);
  return { PopupDesk, parseTyped };
});

/** Comes with the first number that is checked. */
export const CHECK = lazy(async () => {
  const { NumberCheck } = await import("./NumberCheck.tsx");
  return { NumberCheck };
});

/** Comes with a page that is guarded. */
export const PAGE_LIST = lazy(async () => {
  const { PageNumbersList } = await import("./PageNumbersList.tsx");
  return { PageNumbersList };
});

/** Comes when RingCentral has refused something. */
export const REFUSED = lazy(async () => {
  const { RefusedChanges } = await import("./RefusedChanges.tsx");
  return { RefusedChanges };
});

/** Comes with the first change. */
export const CHANGE_DIALOG = lazy(async () => {
  const { ChangeDialog } = await import("./ChangeDialog.tsx");
  return { ChangeDialog };
});
