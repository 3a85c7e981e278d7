import { NO_SOURCE } from "../consent/pair-columns.ts";
import type { ServerTime } from "../consent/server-time.ts";
import { UNKNOWN_TIME } from "../consent/server-time.ts";
import { seal, unseal } from "./checksum.ts";

/** Source, seconds and nanoseconds of a pair. */
const BYTES_A_PAIR = 9;

/** When and by what source each pair of a block changed, in the block's order. */
export class DetailsBuilder {
  private view = new DataView(new ArrayBuffer(1024 * BYTES_A_PAIR));
  private length = 0;

  add(source: number, seconds: number, nanos: number): void {
    const at = this.length * BYTES_A_PAIR;
    if (at === this.view.byteLength) {
      const wider = new Uint8Array(at * 2);
      wider.set(new Uint8Array(this.view.buffer));
      this.view = new DataView(wider.buffer);
    }
    this.view.setUint8(at, source);
    this.view.setUint32(at + 1, seconds);
    this.view.setUint32(at + 5, nanos);
    this.length++;
  }

  /** The details so far; the builder is empty afterwards. */
  take(): Uint8Array<ArrayBuffer> {
    const sealed = seal(new Uint8Array(this.view.buffer, 0, this.length * BYTES_A_PAIR));
    this.length = 0;
    return sealed;
  }
}

export interface Details {
  readonly source: number;
  readonly time: ServerTime;
}

const LOST: Details = { source: NO_SOURCE, time: UNKNOWN_TIME };

/** Details of the pair at a place of its block. Lost or damaged ones leave the pair without them. */
export function openDetails(stored: unknown): (place: number) => Details {
  const content = unseal(stored);
  if (!content) return () => LOST;
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  return (place) => {
    const at = place * BYTES_A_PAIR;
    if (at + BYTES_A_PAIR > view.byteLength) return LOST;
    const time = { seconds: view.getUint32(at + 1), nanos: view.getUint32(at + 5) };
    return { source: view.getUint8(at), time };
  };
}
