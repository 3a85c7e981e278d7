/**
 * Keeps a task running exactly while it is wanted. Asked anew whenever something
 * changed that it depends on; answers that cross each other settle on the last.
 */
export function createLiveSwitch(ports: {
  readonly wanted: () => Promise<boolean>;
  readonly run: (signal: AbortSignal) => Promise<void>;
}) {
  let running: AbortController | null = null;
  let asked = 0;

  const start = (): void => {
    const stop = new AbortController();
    running = stop;
    void ports.run(stop.signal).finally(() => {
      if (running === stop) running = null;
    });
  };

  return {
    update: async (): Promise<void> => {
      const turn = ++asked;
      const wanted = await ports.wanted();
      if (turn !== asked) return;
      if (wanted && !running) start();
      if (!wanted && running) {
        running.abort();
        running = null;
      }
    },
  };
}

export type LiveSwitch = ReturnType<typeof createLiveSwitch>;
