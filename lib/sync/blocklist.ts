import type { WholeCache } from "../cache/whole.ts";
import type { Blocklist, Cause } from "../campaign/scrub.ts";
import type { SenderCampaign } from "../consent/campaign-rank.ts";
import { judge } from "../consent/judge.ts";
import { RecipientTable } from "../consent/recipient-table.ts";
import type { OptOut, Verdict } from "../consent/verdict.ts";
import type { E164 } from "../phone/e164.ts";

export interface BlocklistOptions {
  /** The business numbers that the list is texted from; empty: any of the account. */
  readonly senders: readonly E164[];
  readonly campaigns?: ReadonlyMap<E164, SenderCampaign>;
}

/** Whom a verdict is on does not matter here: only what is known of them does. */
const SOMEBODY = "+10000000" as E164;

function causeOf({ kind, optOuts }: Verdict): Cause | null {
  switch (kind) {
    case "clear":
      return null;
    case "opted-out":
    case "partly-opted-out":
      return { kind: "opted-out", from: [...new Set(optOuts.map(({ from }) => from))] };
    default:
      return { kind, from: [] };
  }
}

/**
 * Who must not be texted, by the same rule as on a page and out of everything that
 * the cache knows. Recipients of whom the same is known share one judgement. How old
 * the cache is has been told to whoever asks: here silence counts as consent.
 */
export function createBlocklist(whole: WholeCache, options: BlocklistOptions): Blocklist {
  const { senders, campaigns } = options;
  const causes: Cause[] = [];
  const codes = new Map<string, number>();

  /** 0: nothing stands in the way. */
  const codeOf = (optOuts: readonly OptOut[], optIns: readonly OptOut[]): number => {
    const cause = causeOf(
      judge({
        recipient: SOMEBODY,
        optOuts,
        ...(whole.meta?.optIns ? { optIns } : {}),
        senders,
        ...(campaigns === undefined ? {} : { campaigns }),
        data: { state: "fresh", asOf: 0 },
      }),
    );
    return cause === null ? 0 : register(cause);
  };

  const register = (cause: Cause): number => {
    const key = `${cause.kind} ${cause.from.join(" ")}`;
    const known = codes.get(key);
    if (known !== undefined) return known;
    // The table's values have sixteen bits; so many constellations are merely told apart no more.
    if (causes.length >= 65_000) return register({ kind: cause.kind, from: [null] });
    const code = causes.push(cause);
    codes.set(key, code);
    return code;
  };

  const silent = codeOf([], []);
  const unverified = (): number => register({ kind: "unverified", from: [] });
  const table = new RecipientTable(whole.expected);
  /** Codes of recipients with one mark or several, and nothing newer: nearly all. */
  const byMark: number[] = [];
  const byMarks = new Map<string, number>();
  /** In the table, where 0 would be no entry: known, and nothing stands in the way. */
  const CLEAR = 65_535;

  for (const entry of whole.entries()) {
    const { marks, delta } = entry;
    const [mark = 0] = marks;
    const single = marks.length === 1 && delta.length === 0;
    const key = single || delta.length > 0 ? "" : marks.join(" ");
    let code = single ? byMark[mark] : delta.length > 0 ? undefined : byMarks.get(key);
    if (code === undefined) {
      const { optOuts, optIns } = entry.combined();
      code = codeOf(
        optOuts.map(({ scope }) => scope),
        optIns.map(({ scope }) => scope),
      );
      if (single) byMark[mark] = code;
      else if (delta.length === 0) byMarks.set(key, code);
    }
    if (code !== silent) table.set(entry.recipient, code === 0 ? CLEAR : code);
  }

  const { damaged } = whole;
  const isDamaged = (recipient: number): boolean =>
    damaged.some(([from, to]) => recipient >= from && recipient < to);

  return {
    causes,
    find: (recipient) => {
      const found = table.get(recipient);
      const code = found === 0 ? silent : found === CLEAR ? 0 : found;
      return code === 0 && damaged.length > 0 && isDamaged(recipient) ? unverified() : code;
    },
  };
}
