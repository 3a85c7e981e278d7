import { z } from "zod";
import type { Verdict } from "../consent/verdict.ts";
import type { PageNumbers, PageQuestion } from "../messages/protocol.ts";
import type { E164 } from "../phone/e164.ts";
import { e164Schema } from "../settings/settings-schema.ts";

/** A list that a person can look through; the page may hold many more. */
const MAX_LISTED = 1000;

export interface PageNumbersPorts {
  /** Frames of a tab that the guard runs in, the page itself first. */
  readonly frames: (tabId: number) => Promise<readonly number[]>;
  /** Undefined when the frame is gone. */
  readonly askFrame: (tabId: number, frameId: number, question: PageQuestion) => Promise<unknown>;
  readonly verdicts: (recipients: readonly E164[]) => Promise<readonly Verdict[]>;
}

const numbersSchema = z.array(e164Schema);

/** The numbers that stand on a guarded page, for the popup. */
export function createPageNumbers({ frames, askFrame, verdicts }: PageNumbersPorts) {
  return {
    list: async (tabId: number): Promise<PageNumbers> => {
      const answers = await Promise.all(
        (await frames(tabId)).map((frame) => askFrame(tabId, frame, { question: "numbers" })),
      );
      const all = new Set(
        answers.flatMap((answer) => {
          const parsed = numbersSchema.safeParse(answer);
          return parsed.success ? parsed.data : [];
        }),
      );
      const judged = await verdicts([...all].slice(0, MAX_LISTED));
      return {
        numbers: judged.map(({ recipient, kind }) => ({ recipient, kind })),
        total: all.size,
      };
    },

    reveal: async (tabId: number, recipient: E164): Promise<boolean> => {
      for (const frame of await frames(tabId)) {
        if ((await askFrame(tabId, frame, { question: "reveal", recipient })) === true) return true;
      }
      return false;
    },
  };
}

export type PageNumbersDesk = ReturnType<typeof createPageNumbers>;
