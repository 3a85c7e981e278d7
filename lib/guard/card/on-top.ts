/**
 * Keeps our host the last in the browser's top layer: what a page puts there later (a
 * popover, a dialog, a full screen) would cover it, and lure a press through it.
 */
export function createOnTop(
  document: Document,
  hostNow: () => HTMLElement | null,
  budget: number,
  signal: AbortSignal,
) {
  let left = budget;
  let covered = false;

  const rise = (event: Event): void => {
    const host = hostNow();
    if (!host?.isConnected || event.target === host) return;
    if (event instanceof ToggleEvent && event.newState !== "open") return;
    if (left-- <= 0) {
      covered = true;
      return;
    }
    host.hidePopover();
    host.showPopover();
  };

  for (const type of ["toggle", "fullscreenchange"]) {
    document.addEventListener(type, rise, { capture: true, signal });
  }
  return {
    /** A host has just been put. */
    begin: (): void => {
      left = budget;
      covered = false;
    },
    isOnTop: (): boolean => !covered,
  };
}
