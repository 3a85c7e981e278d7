/** What the bench asks its worker. */
export type Question =
  /** Fills a cache with so many opted-out customers. */
  | { readonly ask: "fill"; readonly pairs: number }
  /** Writes a list of so many rows to the private file system; gives its bytes. */
  | { readonly ask: "write"; readonly rows: number }
  /** Reading the list and writing it again: the least that a scrub does. */
  | { readonly ask: "floor"; readonly rows: number }
  | { readonly ask: "scrub"; readonly rows: number }
  /** As somebody would write it with a CSV library and a Set. */
  | { readonly ask: "papa"; readonly rows: number };

export interface Answer {
  readonly ms: number;
  readonly result: number;
  readonly error?: string;
}
