import { useEffect, useState } from "preact/hooks";

const EVERY_MS = 15_000;

/** The time, for ages shown in words; follows while the page is open. */
export function useNow(clock: () => number = Date.now): number {
  const [now, setNow] = useState(clock);
  useEffect(() => {
    const timer = setInterval(() => setNow(clock()), EVERY_MS);
    return () => clearInterval(timer);
  }, [clock]);
  return now;
}
