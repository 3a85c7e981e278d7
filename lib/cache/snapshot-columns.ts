import type { ConsentRecord } from "../consent/record.ts";
import type { OptOut } from "../consent/verdict.ts";
import type { E164 } from "../phone/e164.ts";
import { e164ToNumber } from "../phone/e164.ts";
import type { StoredBlock, StoredDetails } from "./database.ts";
import { BLOCK_SIZE, encodeBlock } from "./sorted-block.ts";

const MAX_KINDS = 65_535;

/** The opt-outs of one business number while they are read: three growing columns. */
export class SnapshotColumns {
  private recipients = new Float64Array(1024);
  private kindOf = new Uint16Array(1024);
  private since = new Uint32Array(1024);
  private length = 0;
  private readonly kinds = new Map<string, number>();

  add(record: ConsentRecord): void {
    if (this.length === this.recipients.length) this.grow();
    this.recipients[this.length] = e164ToNumber(record.to);
    this.kindOf[this.length] = this.kindIndex(record);
    this.since[this.length] = seconds(record.lastModifiedTime);
    this.length++;
  }

  /** Sorted blocks with their details; a pair that came twice is kept once. */
  *blocks(): Generator<{ block: StoredBlock; details: StoredDetails }> {
    const order = this.sortedOrder();
    const kinds = [...this.kinds.keys()];
    for (let from = 0; from < order.length; from += BLOCK_SIZE) {
      const part = order.subarray(from, from + BLOCK_SIZE);
      const pick = <T extends { [index: number]: number }>(target: T, source: T): T => {
        part.forEach((position, index) => {
          target[index] = source[position] ?? 0;
        });
        return target;
      };
      yield {
        block: encodeBlock(pick(new Float64Array(part.length), this.recipients)),
        details: {
          kinds,
          kindOf: pick(new Uint16Array(part.length), this.kindOf),
          since: pick(new Uint32Array(part.length), this.since),
        },
      };
    }
  }

  private sortedOrder(): Uint32Array {
    const { recipients } = this;
    const order = Uint32Array.from({ length: this.length }, (_, index) => index).sort(
      (a, b) => (recipients[a] ?? 0) - (recipients[b] ?? 0),
    );
    return order.filter(
      (position, index) =>
        index === 0 || recipients[position] !== recipients[order[index - 1] ?? -1],
    );
  }

  private kindIndex({ coverage, campaignType, source }: ConsentRecord): number {
    const kind = JSON.stringify([coverage, campaignType ?? null, source ?? null]);
    const known = this.kinds.get(kind);
    if (known !== undefined) return known;
    // A server that invents kinds without end costs the details, never the opt-out.
    const index = Math.min(this.kinds.size, MAX_KINDS);
    if (index < MAX_KINDS) this.kinds.set(kind, index);
    return index;
  }

  private grow(): void {
    const size = this.recipients.length * 2;
    const widen = <T extends { set(from: T): void }>(to: T, from: T): T => {
      to.set(from);
      return to;
    };
    this.recipients = widen(new Float64Array(size), this.recipients);
    this.kindOf = widen(new Uint16Array(size), this.kindOf);
    this.since = widen(new Uint32Array(size), this.since);
  }
}

const seconds = (time: string | undefined): number => {
  const parsed = time === undefined ? Number.NaN : Date.parse(time);
  return Number.isFinite(parsed) && parsed > 0 ? Math.floor(parsed / 1000) : 0;
};

/** The opt-out at one place of a block. Missing or damaged details leave it an opt-out without details. */
export function optOutAt(
  details: StoredDetails | undefined,
  index: number,
  from: E164 | null,
): OptOut {
  const [coverage, campaignType, source] = readKind(details?.kinds[details.kindOf[index] ?? -1]);
  const since = details?.since[index] ?? 0;
  return {
    from,
    coverage: coverage ?? (from === null ? "Account" : "PhoneNumber"),
    ...(campaignType ? { campaignType } : {}),
    ...(source ? { source } : {}),
    ...(since > 0 ? { since: new Date(since * 1000).toISOString() } : {}),
  };
}

function readKind(kind: string | undefined): readonly (string | undefined)[] {
  if (kind === undefined) return [];
  const parts: unknown = JSON.parse(kind);
  return Array.isArray(parts)
    ? parts.map((part) => (typeof part === "string" ? part : undefined))
    : [];
}
