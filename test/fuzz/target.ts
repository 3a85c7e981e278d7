import type fc from "fast-check";

/** Something that reads foreign data: whatever comes, it answers and never throws. */
export interface FuzzTarget {
  readonly name: string;
  readonly property: fc.IRawProperty<unknown>;
}
