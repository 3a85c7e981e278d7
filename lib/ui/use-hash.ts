import { useEffect, useState } from "preact/hooks";

const current = (): string => location.hash.slice(1);

/** What follows `#` in the page's address: a link opens it, going back returns to it. */
export function useHash(): string {
  const [hash, setHash] = useState(current);
  useEffect(() => {
    const follow = (): void => setHash(current());
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return hash;
}
