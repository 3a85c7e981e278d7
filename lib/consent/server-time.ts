/**
 * Compares two of RingCentral's times, which carry none to nine fractional digits;
 * a missing time is older than any. Compared as text, since a Date keeps only three.
 */
export function compareServerTimes(a: string | undefined, b: string | undefined): number {
  const left = sortable(a);
  const right = sortable(b);
  return left < right ? -1 : left > right ? 1 : 0;
}

function sortable(time: string | undefined): string {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(?:Z|[+-]00:?00)$/.exec(
    time ?? "",
  );
  return parts ? `${parts[1]}.${(parts[2] ?? "").padEnd(9, "0")}` : "";
}
