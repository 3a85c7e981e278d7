import { expect, it } from "vitest";
import { sendAgain } from "../../../lib/messages/send-again.ts";

/** A background whose first worker dies with the question, in one of the ways that browsers tell. */
function dying(end: () => Promise<undefined>) {
  const asked: unknown[] = [];
  const send = async (message: unknown): Promise<unknown> => {
    asked.push(message);
    return asked.length === 1 ? end() : "answer";
  };
  return { asked, send };
}

const ENDS = [
  ["rejects", () => Promise.reject(new Error("The message channel closed"))],
  ["resolves with nothing", () => Promise.resolve(undefined)],
] as const;

it.each(ENDS)("asks the next worker when the message %s", async (_how, end) => {
  const { asked, send } = dying(end);
  const message = { name: "guard/verdicts", payload: { recipients: [] } } as const;
  expect(await sendAgain(send, message)).toBe("answer");
  expect(asked).toEqual([message, message]);
});

it.each(ENDS)("never sends twice what must not happen twice when it %s", async (_how, end) => {
  const { asked, send } = dying(end);
  const message = { name: "session/connect", payload: {} } as const;
  await sendAgain(send, message).catch(() => undefined);
  expect(asked).toEqual([message]);
});

it("gives up after the second worker", async () => {
  let count = 0;
  const send = async (): Promise<unknown> => {
    count++;
    throw new Error("Extension context invalidated.");
  };
  await expect(sendAgain(send, { name: "state/get", payload: {} })).rejects.toThrow("invalidated");
  expect(count).toBe(2);
});
