import { expect, it } from "vitest";
import { createFirstHint } from "../../../lib/background/first-hint.ts";
import type { Push } from "../../../lib/messages/protocol.ts";

const setUp = (stored: unknown) => {
  const told: [number, Push][] = [];
  const ports = {
    load: async () => stored,
    save: async (shown: true) => {
      stored = shown;
    },
    tellTab: async (tabId: number, push: Push) => void told.push([tabId, push]),
  };
  return { told, start: () => createFirstHint(ports) };
};

it("is offered until it was shown, and shown by one frame only", async () => {
  const { told, start } = setUp(undefined);
  const hint = start();
  await hint.offer(1);
  await hint.offer(2);
  expect(told).toEqual([
    [1, { push: "hint" }],
    [2, { push: "hint" }],
  ]);
  expect(await Promise.all([hint.take(), hint.take(), hint.take()])).toEqual([true, false, false]);
  await hint.offer(3);
  await start().offer(4);
  expect(await start().take()).toBe(false);
  expect(told).toHaveLength(2);
});

it("reads nothing into what it does not know", async () => {
  const { told, start } = setUp("yes");
  await start().offer(1);
  expect(told).toHaveLength(1);
});
