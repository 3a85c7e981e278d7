/** `field`: the number field takes keys; `state`: connection and age of the data are said; `answer`: what is known of the number that the popup was opened for. */
export type Milestone = "field" | "state" | "answer";

/** Runs in the page before anything else: ms from the navigation to the frame that first shows each. */
export function watchMilestones(): void {
  const milestones: Partial<Record<Milestone, number>> = {};
  (globalThis as { milestones?: object }).milestones = milestones;
  const pending = new Map<Milestone, () => boolean>([
    ["field", () => document.activeElement?.matches("input") ?? false],
    ["state", () => document.querySelector(".sync-line") !== null],
    ["answer", () => document.querySelector(".check-card") !== null],
  ]);
  const look = (): void => {
    for (const [milestone, isThere] of pending) {
      if (!isThere()) continue;
      pending.delete(milestone);
      // The frame after the next is on the screen.
      requestAnimationFrame(() =>
        setTimeout(() => {
          milestones[milestone] = performance.now();
        }),
      );
    }
    if (pending.size > 0) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
