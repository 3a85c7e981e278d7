import type { PairCache } from "../cache/types.ts";
import type { SenderCampaign } from "../consent/campaign-rank.ts";
import { Failure } from "../failure.ts";
import type { ListBasis } from "../list-jobs/basis.ts";
import { SERVER_EXPORT } from "../list-jobs/server-export.ts";
import type { E164 } from "../phone/e164.ts";
import type { ConsentsApi } from "../ringcentral/types.ts";

/** The private file system that pages share with the background. */
export interface PrivateFiles {
  write(name: string, pieces: AsyncIterable<Uint8Array<ArrayBuffer>>): Promise<void>;
  remove(name: string): Promise<void>;
}

/** Progress is told so often, in bytes. */
const STEP = 1 << 20;

export interface ListsDeskPorts {
  readonly cache: PairCache;
  readonly consents: Pick<ConsentsApi, "recordsOf" | "exportBytes">;
  readonly account: () => Promise<string | null>;
  readonly unbrokenSince: () => number | null;
  readonly freshMinutes: () => Promise<number>;
  readonly unproven: () => Promise<boolean>;
  readonly campaigns: () => Promise<ReadonlyMap<E164, SenderCampaign>>;
  readonly files: PrivateFiles;
  readonly keepAlive: <T>(work: Promise<T>) => Promise<T>;
  /** So many bytes of the export have come. */
  readonly onExported: (bytes: number) => void;
  /** Verdicts of these recipients may have changed. */
  readonly onChanged: (recipients: readonly E164[]) => void;
}

/** What the page for many numbers needs of the background. */
export function createListsDesk(ports: ListsDeskPorts) {
  const { cache, consents } = ports;
  let stop = new AbortController();

  async function* counted(signal: AbortSignal, count: (bytes: number) => void) {
    let bytes = 0;
    let told = 0;
    for await (const piece of consents.exportBytes(signal)) {
      bytes += piece.length;
      count(bytes);
      if (bytes - told > STEP) {
        told = bytes;
        ports.onExported(bytes);
      }
      yield piece;
    }
  }

  return {
    /** Streams RingCentral's own export into a file for the page: no token, and no list, goes through a message. */
    export: async (signal: AbortSignal): Promise<{ readonly bytes: number }> => {
      stop.abort();
      stop = new AbortController();
      const ended = AbortSignal.any([signal, stop.signal]);
      let bytes = 0;
      const pieces = counted(ended, (count) => {
        bytes = count;
      });
      await ports.keepAlive(ports.files.write(SERVER_EXPORT, pieces));
      return { bytes };
    },
    stopExport: (): void => stop.abort(),
    /** The page that asked has gone. */
    forgetExport: (): Promise<void> => ports.files.remove(SERVER_EXPORT),

    basis: async (): Promise<ListBasis> => ({
      account: await ports.account(),
      unbrokenSince: ports.unbrokenSince(),
      freshMinutes: await ports.freshMinutes(),
      unproven: await ports.unproven(),
      campaigns: [...(await ports.campaigns())],
    }),

    ask: async (recipients: readonly E164[], signal: AbortSignal): Promise<void> => {
      const begin = await cache.sequence();
      const { records, malformed } = await consents.recordsOf(recipients, signal);
      // What cannot be read may be an opt-out: then silence says nothing.
      await cache.learn(records, malformed === 0 ? { recipients, begin } : undefined);
      ports.onChanged(recipients);
      if (malformed > 0) {
        throw new Failure("malformed-answer", { detail: `${malformed} records of a list` });
      }
    },
  };
}

export type ListsDesk = ReturnType<typeof createListsDesk>;
