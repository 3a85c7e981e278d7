const LATEST_MS = 100;

/** Once a frame has been laid out and painted: then a look at the layout costs nothing. */
export const afterFrame = (): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, LATEST_MS);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      setTimeout(resolve);
    });
  });

/** Calls back once before the next frame, or soon where no frames come (a page in the background). */
export function createFrameTimer(callback: () => void, signal: AbortSignal): () => void {
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const clear = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    timer = undefined;
  };
  const run = (): void => {
    clear();
    callback();
  };
  signal.addEventListener("abort", clear);
  return () => {
    if (timer !== undefined || signal.aborted) return;
    timer = setTimeout(run, LATEST_MS);
    frame = requestAnimationFrame(run);
  };
}
