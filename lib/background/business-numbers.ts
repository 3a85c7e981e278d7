import { z } from "zod";
import type { E164 } from "../phone/e164.ts";
import type { AccountApi, BusinessNumber } from "../ringcentral/types.ts";
import { e164Schema } from "../settings/settings-schema.ts";

const storedSchema = z.array(
  z.object({
    id: z.string().exactOptional(),
    phoneNumber: e164Schema,
    label: z.string().exactOptional(),
    features: z.array(z.string()),
    tollFree: z.boolean(),
    primary: z.boolean(),
  }),
);

export interface BusinessNumbersPorts {
  readonly account: AccountApi;
  readonly load: () => Promise<unknown>;
  readonly save: (numbers: readonly BusinessNumber[]) => Promise<void>;
  readonly chosen: () => Promise<readonly E164[]>;
}

/** The account's texting numbers, remembered so that labels are at hand offline. */
export function createBusinessNumbers(ports: BusinessNumbersPorts) {
  const remembered = async (): Promise<readonly BusinessNumber[]> => {
    const parsed = storedSchema.safeParse(await ports.load());
    return parsed.success ? parsed.data : [];
  };

  return {
    list: async (signal: AbortSignal): Promise<readonly BusinessNumber[]> => {
      const numbers = await ports.account.senders(signal);
      await ports.save(numbers);
      return numbers;
    },
    /** The chosen numbers; every number of the account while none is chosen. */
    senders: async (): Promise<readonly BusinessNumber[]> => {
      const [known, chosen] = await Promise.all([remembered(), ports.chosen()]);
      if (chosen.length === 0) return known;
      return chosen.map(
        (phoneNumber) =>
          known.find((number) => number.phoneNumber === phoneNumber) ?? {
            phoneNumber,
            features: [],
            tollFree: false,
            primary: false,
          },
      );
    },
  };
}

export type BusinessNumbers = ReturnType<typeof createBusinessNumbers>;
