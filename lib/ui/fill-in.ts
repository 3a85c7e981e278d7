/** A text with its `$1`, `$2` … filled in, as browsers do it. */
export const fillIn = (text: string, inserts: readonly string[]): string =>
  text.replace(/\$(\d)/g, (_, place: string) => inserts[Number(place) - 1] ?? "");
