import { NO_SOURCE } from "../consent/pair-columns.ts";
import type { ServerTime } from "../consent/server-time.ts";
import { UNKNOWN_TIME } from "../consent/server-time.ts";
import { seal, unseal } from "./checksum.ts";

/** Source, seconds and nanoseconds of a pair. */
const BYTES_A_PAIR = 9;

/** When and by what source each pair of a block changed, in the block's order. */
export class DetailsBuilder {
  private readonly sources: number[] = [];
  private readonly times: ServerTime[] = [];

  add(source: number, time: ServerTime): void {
    this.sources.push(source);
    this.times.push(time);
  }

  /** The details so far; the builder is empty afterwards. */
  take(): Uint8Array<ArrayBuffer> {
    const view = new DataView(new ArrayBuffer(this.sources.length * BYTES_A_PAIR));
    this.sources.forEach((source, index) => {
      const { seconds, nanos } = this.times[index] ?? UNKNOWN_TIME;
      view.setUint8(index * BYTES_A_PAIR, source);
      view.setUint32(index * BYTES_A_PAIR + 1, seconds);
      view.setUint32(index * BYTES_A_PAIR + 5, nanos);
    });
    this.sources.length = 0;
    this.times.length = 0;
    return seal(new Uint8Array(view.buffer));
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
