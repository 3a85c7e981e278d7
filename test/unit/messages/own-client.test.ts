import { expect, it } from "vitest";
import { createOwnAsk } from "../../../lib/messages/own-client.ts";

it("gives the value of an answer", async () => {
  const ask = createOwnAsk(async (message) => ({ ok: true, value: { numbers: [], of: message } }));
  expect(await ask("numbers/list", {})).toEqual({
    numbers: [],
    of: { name: "numbers/list", payload: {} },
  });
});

it("rejects with the failure that the background names", async () => {
  const failure = { code: "rate-limited", detail: "light", retryAt: 5 };
  const ask = createOwnAsk(async () => ({ ok: false, failure }));
  await expect(ask("sync/run", {})).rejects.toMatchObject(failure);
});

it.each([
  ["nobody answers", async () => undefined],
  [
    "the port is closed",
    async () => {
      throw new Error("The message port closed before a response was received.");
    },
  ],
])("names it when %s", async (_case, send) => {
  await expect(createOwnAsk(send)("state/get", {})).rejects.toMatchObject({
    code: "unexpected",
    detail: "state/get: no answer",
  });
});
