import type { E164 } from "../../../lib/phone/e164.ts";

export type Question =
  | { readonly ask: "nothing" }
  /** `stream`: the bytes alone. `parse`: their rows, too, which go nowhere. */
  | { readonly ask: "read" | "stream" | "parse"; readonly url: string }
  | {
      readonly ask: "load" | "build-rows" | "build-json";
      readonly url: string;
      readonly name: string;
    }
  | { readonly ask: "sizes"; readonly name: string }
  | {
      /** `look-ups`: fifty at a time in a worker that lives; gives microseconds a recipient. */
      readonly ask: "look-up" | "look-ups" | "look-up-rows" | "look-up-json";
      readonly name: string;
      readonly recipients: readonly E164[];
    };

export interface Answer {
  readonly ms: number;
  readonly result: number | readonly number[];
  readonly error?: string;
}
