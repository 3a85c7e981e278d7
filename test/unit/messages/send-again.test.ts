import { expect, it } from "vitest";
import { sendAgain } from "../../../lib/messages/send-again.ts";

const ENDS = [
  ["rejects", () => Promise.reject(new Error("The message channel closed"))],
  ["resolves with nothing", () => Promise.resolve(undefined)],
] as const;

/** A background whose first workers die with the question. */
function dying(workers: number, end: () => Promise<undefined>) {
  const asked: unknown[] = [];
  const send = async (message: unknown): Promise<unknown> => {
    asked.push(message);
    return asked.length <= workers ? end() : "answer";
  };
  return { asked, send };
}

for (const [how, end] of ENDS) {
  it.each([1, 2])(`asks the next worker when the message ${how}, %s times`, async (times) => {
    const { asked, send } = dying(times, end);
    const message = { name: "guard/verdicts", payload: { recipients: [] } } as const;
    expect(await sendAgain(send, message)).toBe("answer");
    expect(asked).toEqual(Array.from({ length: times + 1 }, () => message));
  });

  it(`never sends twice what must not happen twice when it ${how}`, async () => {
    const { asked, send } = dying(1, end);
    const message = { name: "session/connect", payload: {} } as const;
    await sendAgain(send, message).catch(() => undefined);
    expect(asked).toEqual([message]);
  });
}

it("gives up when there is no background any more", async () => {
  const gone = new Error("Extension context invalidated.");
  const { asked, send } = dying(99, () => Promise.reject(gone));
  await expect(sendAgain(send, { name: "state/get", payload: {} })).rejects.toBe(gone);
  expect(asked).toHaveLength(3);
});
