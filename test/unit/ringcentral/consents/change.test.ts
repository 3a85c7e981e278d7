import { describe, expect, it } from "vitest";
import type { E164 } from "../../../../lib/phone/e164.ts";
import type { ConsentChange } from "../../../../lib/ringcentral/types.ts";
import { startEmulator } from "../../../emulator/emulator.ts";
import { type CannedRequest, createCannedClient } from "../../../support/canned-client.ts";
import { createTestClient } from "../../../support/test-client.ts";

const signal = new AbortController().signal;
const SUPPORT = "+16505550101" as E164;
const SALES = "+16505550102" as E164;
const ADA = "+14155550123" as E164;
const optOut = (to: E164, from: E164 | null = SUPPORT): ConsentChange => ({
  from,
  to,
  optStatus: "OptOut",
});
const customers = (count: number): ConsentChange[] =>
  Array.from({ length: count }, (_, i) => optOut(`+1415556${String(i).padStart(4, "0")}` as E164));
const recordsOf = ({ body }: CannedRequest) => (body as { records: { to: string }[] }).records;
const error = (status: number, errorCode: string) =>
  Response.json({ errors: [{ errorCode }] }, { status });

describe("changes", () => {
  it("name a business number for its own coverage only", async () => {
    const client = createCannedClient(() => ({}));
    await client.consents.change(
      [
        optOut(ADA),
        optOut(ADA, null),
        { from: null, to: ADA, optStatus: "OptIn", campaignType: "Promotional", notes: "asked" },
      ],
      signal,
    );
    expect(client.requests[0]?.body).toEqual({
      records: [
        { from: SUPPORT, to: ADA, optStatus: "OptOut", source: "Api", coverage: "PhoneNumber" },
        { to: ADA, optStatus: "OptOut", source: "Api", coverage: "Account" },
        {
          to: ADA,
          optStatus: "OptIn",
          source: "Api",
          coverage: "CampaignType",
          campaignType: "Promotional",
          notes: "asked",
        },
      ],
    });
  });

  it("go in chunks of a hundred", async () => {
    const changes = customers(250);
    const client = createCannedClient(() => ({ failedRecords: [] }));
    expect(await client.consents.change(changes, signal)).toEqual({ done: changes, failed: [] });
    expect(client.requests.map((request) => recordsOf(request).length)).toEqual([100, 100, 50]);
  });

  it.each([
    ["CMN-106", () => error(400, "CMN-106")],
    ["413", () => new Response("", { status: 413 })],
  ])("are halved where a chunk is too large (%s), each sent once", async (_, tooLarge) => {
    const changes = customers(130);
    const accepted: string[] = [];
    const client = createCannedClient((request) => {
      const records = recordsOf(request);
      if (records.length > 30) return tooLarge();
      accepted.push(...records.map(({ to }) => to));
      return {};
    });
    expect((await client.consents.change(changes, signal)).done).toEqual(changes);
    expect(accepted).toEqual(changes.map(({ to }) => to));
  });

  it("tell what a 2xx hides, by record", async () => {
    const client = createCannedClient(() => ({
      failedRecords: [
        { from: SUPPORT, to: ADA, error: { errorCode: "CMN-102", message: "No" } },
        { to: SALES, coverage: "Account" },
      ],
    }));
    const changes = [optOut(ADA, SALES), optOut(ADA), optOut(SALES, null)];
    expect(await client.consents.change(changes, signal)).toEqual({
      done: [changes[0]],
      failed: [
        { change: changes[1], errorCode: "CMN-102", message: "No" },
        { change: changes[2], errorCode: "unknown", message: "" },
      ],
    });
  });

  it("tell campaigns apart where the answer does", async () => {
    const change = { from: null, to: ADA, optStatus: "OptIn" } as const;
    const changes = [
      { ...change, campaignType: "Promotional" },
      { ...change, campaignType: "Informational" },
      change,
    ];
    const client = createCannedClient(() => ({
      failedRecords: [{ to: ADA, campaignType: "Informational" }],
    }));
    expect(await client.consents.change(changes, signal)).toMatchObject({
      done: [changes[0], changes[2]],
    });
  });

  it.each([
    [[{ from: SALES, to: "+19995550100" }]],
    [["rubbish"]],
    [[null]],
    [[{ error: { errorCode: "CMN-101" } }]],
  ])("are none of them certain when a refusal fits none: %j", async (failedRecords) => {
    const client = createCannedClient(() => ({ failedRecords }));
    const outcome = await client.consents.change(customers(3), signal);
    expect(outcome.done).toEqual([]);
    expect(outcome.failed).toHaveLength(3);
  });

  it.each([
    ["an empty 204", () => new Response(null, { status: 204 }), true],
    ["a login page of a hotel", () => new Response("<html></html>"), false],
    ["an empty 200", () => new Response(""), false],
    ["an array", () => [], false],
  ])("are believed done after %s: %s", async (_, answer, done) => {
    const client = createCannedClient(answer);
    const outcome = client.consents.change([optOut(ADA)], signal);
    if (done) expect((await outcome).done).toHaveLength(1);
    else await expect(outcome).rejects.toMatchObject({ code: "malformed-answer" });
  });

  it("that were done stay done when a later chunk fails", async () => {
    const changes = customers(250);
    const client = createCannedClient((request) =>
      recordsOf(request)[0]?.to === changes[100]?.to ? error(403, "CMN-408") : {},
    );
    const { done, failed } = await client.consents.change(changes, signal);
    expect(done).toEqual(changes.slice(0, 100));
    expect(failed.map(({ change }) => change)).toEqual(changes.slice(100));
    expect(failed[0]?.errorCode).toBe("user-permission-missing");
    expect(client.requests).toHaveLength(2);
  });

  it("reject when the first chunk fails", async () => {
    const client = createCannedClient(() => error(400, "CMN-101"));
    await expect(client.consents.change(customers(250), signal)).rejects.toMatchObject({
      code: "bad-request",
    });
  });

  it("go as a POST through a proxy that knows no PATCH", async () => {
    const client = createCannedClient(({ method, headers }) => {
      const meant = method === "POST" && headers.get("X-HTTP-Method-Override") === "PATCH";
      return meant ? {} : new Response("", { status: 405 });
    });
    expect((await client.consents.change([optOut(ADA)], signal)).done).toHaveLength(1);
  });

  it("pass the real server's limits and a proxy without PATCH", async () => {
    const emulator = await startEmulator({ switches: { maxBatch: 30 } });
    const client = createTestClient(emulator, {
      fetch: async (url, init) =>
        init?.method === "PATCH" ? new Response("", { status: 405 }) : fetch(url, init),
    });
    await client.connect();
    const changes = customers(130);
    expect(await client.consents.change(changes, signal)).toEqual({ done: changes, failed: [] });
    expect(changes.every(({ to }) => emulator.store.of(to).length === 1)).toBe(true);
    await emulator.close();
  });

  it("end when told to", async () => {
    const abort = new AbortController();
    const client = createCannedClient(() => {
      abort.abort();
      return {};
    });
    const { done, failed } = await client.consents.change(customers(150), abort.signal);
    expect([done.length, failed.length, failed[0]?.errorCode]).toEqual([100, 50, "aborted"]);
  });
});
