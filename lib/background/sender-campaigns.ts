import { z } from "zod";
import type { StoredValue } from "../cache/key-value.ts";
import type { SenderCampaign } from "../consent/campaign-rank.ts";
import { type FailureCode, toFailure } from "../failure.ts";
import type { SenderConsent } from "../messages/protocol.ts";
import type { E164 } from "../phone/e164.ts";
import type { AccountApi, BusinessNumber } from "../ringcentral/types.ts";
import { e164Schema } from "../settings/settings-schema.ts";

const storedSchema = z.object({
  account: z.string(),
  numbers: z.array(
    z.object({
      phoneNumber: e164Schema,
      /** Epoch ms of the last question, answered or not. */
      askedAt: z.number(),
      /** False: RingCentral has never said. */
      known: z.boolean(),
      campaignType: z.string().exactOptional(),
      optInRequired: z.boolean(),
    }),
  ),
});
type Stored = z.infer<typeof storedSchema>;
type Asked = Stored["numbers"][number];

export interface SenderCampaignsPorts {
  readonly account: Pick<AccountApi, "senderConfiguration">;
  readonly store: StoredValue;
  /** The numbers that count: the chosen ones, or every one of the account. */
  readonly senders: () => Promise<readonly BusinessNumber[]>;
  /** Which account is signed in; null when none is. */
  readonly accountKey: () => Promise<string | null>;
  readonly now: () => number;
}

const ASK_AGAIN_MS = 24 * 60 * 60_000;
/** What is true of one number alone; after anything else the others are not asked either. */
const OF_ONE_NUMBER: ReadonlySet<FailureCode> = new Set(["not-found", "malformed-answer"]);

/**
 * What the campaign of each business number asks for, read once a day. Where
 * RingCentral does not say, what it said before holds; where it never said, an
 * opt-out of a campaign type counts for the number.
 */
export function createSenderCampaigns(ports: SenderCampaignsPorts) {
  const { account, store, now } = ports;
  let kept: Stored | null = null;
  let asking: Promise<boolean> | null = null;

  const load = async (): Promise<readonly Asked[]> => {
    const [stored, key] = await Promise.all([kept ? null : store.load(), ports.accountKey()]);
    if (!kept) {
      const parsed = storedSchema.safeParse(stored);
      kept = parsed.success ? parsed.data : { account: "", numbers: [] };
    }
    return kept.account === key ? kept.numbers : [];
  };

  const save = async (numbers: readonly Asked[]): Promise<void> => {
    const key = await ports.accountKey();
    if (key === null) return;
    kept = { account: key, numbers: [...numbers] };
    await store.save(kept);
  };

  const isDue = (asked: Asked | undefined): boolean =>
    asked === undefined || Math.abs(now() - asked.askedAt) >= ASK_AGAIN_MS;

  const ask = async (
    { id, phoneNumber }: BusinessNumber,
    before: Asked | undefined,
    signal: AbortSignal,
  ): Promise<{ readonly asked: Asked; readonly goOn: boolean }> => {
    const unsaid = { phoneNumber, known: false, optInRequired: false, ...before, askedAt: now() };
    if (id === undefined) return { asked: unsaid, goOn: true };
    try {
      const { campaign } = await account.senderConfiguration(id, signal);
      const { campaignType, optInRequired = false } = campaign ?? {};
      const type = campaignType === undefined ? {} : { campaignType };
      const asked = { phoneNumber, askedAt: now(), known: true, optInRequired, ...type };
      return { asked, goOn: true };
    } catch (error) {
      return { asked: unsaid, goOn: OF_ONE_NUMBER.has(toFailure(error).code) };
    }
  };

  /** Whether anything is another than before. */
  const askDue = async (signal: AbortSignal): Promise<boolean> => {
    const before = new Map((await load()).map((asked) => [asked.phoneNumber, asked]));
    const due = (await ports.senders()).filter(({ phoneNumber }) => isDue(before.get(phoneNumber)));
    const after = new Map(before);
    for (const number of due) {
      const { asked, goOn } = await ask(number, before.get(number.phoneNumber), signal);
      after.set(number.phoneNumber, asked);
      if (!goOn) break;
    }
    if (due.length === 0 || signal.aborted) return false;
    await save([...after.values()]);
    const meaning = (numbers: Iterable<Asked>): string =>
      JSON.stringify([...numbers].map(({ askedAt: _, ...asked }) => asked));
    return meaning(before.values()) !== meaning(after.values());
  };

  const ofSenders = async (): Promise<readonly Asked[]> => {
    const [known, senders] = await Promise.all([load(), ports.senders()]);
    const counting = new Set(senders.map(({ phoneNumber }) => phoneNumber));
    return known.filter(({ phoneNumber }) => counting.has(phoneNumber));
  };

  return {
    /** Of each number whose campaign is known. */
    campaigns: async (): Promise<ReadonlyMap<E164, SenderCampaign>> =>
      new Map(
        (await ofSenders()).flatMap(({ phoneNumber, known, campaignType, optInRequired }) => {
          const type = campaignType === undefined ? {} : { campaignType };
          return known ? [[phoneNumber, { optInRequired, ...type }] as const] : [];
        }),
      ),
    /** Whether any of the numbers may only text those who have opted in. */
    needsOptIns: async (): Promise<boolean> =>
      (await ofSenders()).some(({ optInRequired }) => optInRequired),
    consent: async (): Promise<SenderConsent> => {
      const numbers = await ofSenders();
      return {
        optInRequired: numbers.filter(({ optInRequired }) => optInRequired).length,
        unknown: numbers.filter(({ known }) => !known).length,
      };
    },
    /** Asks for what is not known or a day old. Gives whether anything is another than before. */
    refresh: (signal: AbortSignal): Promise<boolean> => {
      asking ??= askDue(signal).finally(() => {
        asking = null;
      });
      return asking;
    },
    forget: async (): Promise<void> => {
      kept = null;
      await store.clear();
    },
  };
}

export type SenderCampaigns = ReturnType<typeof createSenderCampaigns>;
