import type { PairCache, SnapshotMeta } from "../cache/types.ts";
import { type ConsentRecord, isOptOut } from "../consent/record.ts";
import { Failure, type FailureCode, toFailure } from "../failure.ts";
import type { E164 } from "../phone/e164.ts";
import type { ConsentsApi } from "../ringcentral/types.ts";
import type { ExportLoad } from "./load-export.ts";
import type { PagedLoad } from "./load-pages.ts";
import type { Staging } from "./staging.ts";

/** Failures of one way to read after which the next one is tried. */
const TRY_NEXT_WAY: ReadonlySet<FailureCode> = new Set([
  "not-found",
  "malformed-answer",
  "truncated-answer",
  "user-permission-missing",
  "blocked-on-the-way",
]);
const WAYS = ["export", "search", "list"] as const;

/** With more recipients gone it is the answer that is doubtful, and not each of them. */
const MOST_GONE = 1000;

/** The ways that a server does not offer are no ways. */
const REFUSALS: ReadonlySet<FailureCode> = new Set(["user-permission-missing", "not-found"]);
const isRefused = ({ code }: Failure): boolean => code === "user-permission-missing";

export interface Refused {
  readonly refused: Failure;
}

export interface Whole {
  readonly meta: SnapshotMeta;
  /** Whether it came by an export that was as long as announced. */
  readonly announced: boolean;
}

export interface WholeLoadPorts {
  readonly consents: ConsentsApi;
  readonly cache: PairCache;
  readonly staging: Staging;
  readonly exported: ExportLoad;
  readonly paged: PagedLoad;
  /** Whether a business number's campaign requires opt-ins, so that they are kept too. */
  readonly keepOptIns: () => Promise<boolean>;
}

export type WholeLoad = (account: string, signal: AbortSignal) => Promise<Whole | Refused>;

export function createWholeLoad(ports: WholeLoadPorts): WholeLoad {
  const { consents, cache, staging, exported, paged, keepOptIns } = ports;

  /** Every record of these recipients; null when the server offers no way to ask, or says what cannot be read. */
  const ask = async (
    recipients: readonly E164[],
    signal: AbortSignal,
  ): Promise<readonly ConsentRecord[] | null> => {
    try {
      const { records, malformed } = await consents.recordsOf(recipients, signal);
      // What cannot be read may be the very opt-out that seems to be gone.
      return malformed === 0 ? records : null;
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code === "not-found") return null;
      throw failure;
    }
  };

  /**
   * The whole account by the first way that the server offers. What was known and
   * is missing is not believed to be gone on the word of one answer: a few are asked
   * for, and that very many are gone must be said by two ways. Where every way that
   * there is was refused, the account may not be read as a whole.
   */
  return async (account: string, signal: AbortSignal): Promise<Whole | Refused> => {
    const shrunk = new Failure("truncated-answer", { detail: "fewer pairs than were known" });
    let shrunkBefore = false;
    const failures: Failure[] = [];
    const optIns = await keepOptIns();
    const resumable = await paged.resumable(account);
    const exportEndures = await exported.endures(account);
    // Where nothing but the export is offered it is tried all the same, after the others.
    const ways = exportEndures ? WAYS : [...WAYS.slice(1), "export" as const];
    for (const way of ways) {
      const resumed = resumable?.source === way ? resumable : null;
      if (way !== "export" && !resumed) await staging.clear();
      const writer = await cache.beginSnapshot({
        account,
        optIns,
        ...(resumed ? { begin: resumed.begin } : {}),
      });
      const reread = async (
        recipients: readonly E164[],
      ): Promise<readonly ConsentRecord[] | null> => {
        if (recipients.length > MOST_GONE) {
          if (shrunkBefore) return [];
          shrunkBefore = true;
          throw shrunk;
        }
        const records = await ask(recipients, signal);
        // The export has left out what the server still has.
        if (way === "export" && records?.some(isOptOut)) throw shrunk;
        return records;
      };
      try {
        const loaded =
          way === "export"
            ? await exported.load(account, writer, signal)
            : await paged.load(way, resumed, account, writer, signal);
        signal.throwIfAborted();
        const meta = await writer.commit({ ...loaded, reread });
        return { meta, announced: loaded.announced };
      } catch (error) {
        await writer.abort();
        const failure = toFailure(error);
        failures.push(failure);
        if (way === "export") await exported.forgive(account, failure);
        // A page token that the server no longer knows, or a damaged page, would fail for ever.
        if (failure.code === "bad-request" || failure.code === "storage-fault") {
          await staging.clear();
        }
        if (!TRY_NEXT_WAY.has(failure.code)) throw failure;
      }
    }
    const [first = new Failure("unexpected")] = failures;
    if (failures.every(({ code }) => REFUSALS.has(code)) && failures.some(isRefused)) {
      return { refused: first };
    }
    throw first;
  };
}
