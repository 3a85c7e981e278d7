import type { PairCache } from "../cache/types.ts";
import { dataState } from "../consent/freshness.ts";
import { isOptOut } from "../consent/record.ts";
import type { OptOut } from "../consent/verdict.ts";
import { Failure } from "../failure.ts";
import type { KnownStatus, RequestOf, ResponseOf } from "../messages/protocol.ts";
import type { E164 } from "../phone/e164.ts";
import type { ConsentsApi } from "../ringcentral/types.ts";

export interface KnownConsentsPorts {
  readonly consents: Pick<ConsentsApi, "recordsOf">;
  readonly cache: PairCache;
  readonly account: () => Promise<string | null>;
  readonly freshMinutes: () => Promise<number>;
  /** Whether what is loaded may lack a part: then its silence says nothing. */
  readonly unproven: () => Promise<boolean>;
  readonly now: () => number;
}

const isPlain = ({ coverage }: { readonly coverage: string }): boolean =>
  coverage === "PhoneNumber" || coverage === "Account";

/** What RingCentral has of many recipients, for whoever compares a list with it. */
export function createKnownConsents({ consents, cache, account, ...ports }: KnownConsentsPorts) {
  const live = async (recipients: readonly E164[], signal: AbortSignal) => {
    const begin = await cache.sequence();
    const { records, malformed } = await consents.recordsOf(recipients, signal);
    await cache.learn(records, malformed === 0 ? { recipients, begin } : undefined);
    if (malformed > 0) throw new Failure("malformed-answer");
    const known = records.filter(isPlain).map(
      (record): KnownStatus => ({
        to: record.to,
        from: record.from,
        optStatus: isOptOut(record) ? "OptOut" : "OptIn",
      }),
    );
    return { known, fresh: true };
  };

  const cached = async (recipients: readonly E164[]) => {
    const { meta, optOuts, optIns, uncertain } = await cache.lookUp(recipients);
    const owner = await account();
    const { state } = dataState({
      now: ports.now(),
      asOf: meta?.asOf ?? null,
      freshMinutes: await ports.freshMinutes(),
      signedIn: owner !== null && meta?.account === owner,
      unproven: await ports.unproven(),
    });
    // Without a date it is what this machine holds, and perhaps not yet RingCentral's.
    const told = (
      found: ReadonlyMap<E164, readonly OptOut[]>,
      optStatus: KnownStatus["optStatus"],
    ): KnownStatus[] =>
      [...found].flatMap(([to, scopes]) =>
        scopes
          .filter((scope) => isPlain(scope) && scope.since !== undefined)
          .map(({ from }) => ({ to, from, optStatus })),
      );
    return {
      known: [...told(optOuts, "OptOut"), ...told(optIns, "OptIn")],
      fresh: state === "fresh" && uncertain.size === 0,
    };
  };

  return (
    request: RequestOf<"consent/known">,
    signal: AbortSignal,
  ): Promise<ResponseOf<"consent/known">> =>
    request.live ? live(request.recipients, signal) : cached(request.recipients);
}

export type KnownConsents = ReturnType<typeof createKnownConsents>;
