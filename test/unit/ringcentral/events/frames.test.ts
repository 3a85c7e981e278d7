import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { headersOf, readFrame } from "../../../../lib/ringcentral/events/frames.ts";
import { newer } from "../../../../lib/ringcentral/events/live-context.ts";
import { readNotification } from "../../../../lib/ringcentral/events/notification.ts";

const names = fc.constantFrom(
  ...["type", "messageId", "status", "headers", "wsc", "token", "sequence"],
  ...["event", "subscriptionId", "body", "records", "to", "from", "optStatus"],
);
const values = fc.constantFrom<unknown>(
  ...["ServerNotification", "mine", "/restapi/v2/accounts/1/sms/consents", "+14155550123"],
  ...["OptOut", null, 7, {}, []],
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "medium" },
    values,
    fc.jsonValue({ maxDepth: 1 }),
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(names, tie("tree"), { maxKeys: 6 }),
  ),
}));

describe("a frame", () => {
  it("is read, or is none; nothing throws", () => {
    const frames = fc.oneof(
      fc.string(),
      tree.map((value) => JSON.stringify(value)),
      tree,
    );
    fc.assert(
      fc.property(frames, (data) => {
        const frame = readFrame(data);
        if (frame) headersOf(frame);
      }),
      { numRuns: 1000 },
    );
  });

  it("is read whatever its headers hold", () => {
    const headers = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), tree));
    fc.assert(
      fc.property(headers, (given) => {
        const frame = readFrame(JSON.stringify([{ type: "ClientRequest", headers: given }]));
        expect(frame).not.toBeNull();
        if (frame) headersOf(frame);
      }),
      { numRuns: 1000 },
    );
  });

  it("keeps the headers of the rate limits", () => {
    const headers = { "X-Rate-Limit-Remaining": 0, "X-Rate-Limit-Window": "60" };
    const frame = readFrame(JSON.stringify([{ type: "ClientRequest", headers }, {}]));
    expect(frame && [...headersOf(frame)]).toEqual([
      ["x-rate-limit-remaining", "0"],
      ["x-rate-limit-window", "60"],
    ]);
  });
});

describe("a notification", () => {
  it("gives records, counts what cannot be read, or is not ours; nothing throws", () => {
    fc.assert(
      fc.property(tree, (body) => {
        const batch = readNotification(body, "mine");
        if (batch) expect(batch.records.length + batch.malformed).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("the context of a connection", () => {
  it("is the one with the highest sequence, in whatever order they come", () => {
    const contexts = fc.uniqueArray(fc.integer(), { minLength: 1 });
    fc.assert(
      fc.property(contexts, (sequences) => {
        const told = sequences.map((sequence) => ({ token: `t${sequence}`, sequence }));
        const last = [...told, undefined].reduce<(typeof told)[number] | null>(newer, null);
        expect(last?.sequence).toBe(Math.max(...sequences));
      }),
    );
  });
});
