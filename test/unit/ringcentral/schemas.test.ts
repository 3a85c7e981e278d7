import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isOptOut } from "../../../lib/consent/record.ts";
import { Failure } from "../../../lib/failure.ts";
import { type E164, isE164 } from "../../../lib/phone/e164.ts";
import { parseRecords } from "../../../lib/ringcentral/consents/record-schema.ts";
import { failureOf, readErrorBody } from "../../../lib/ringcentral/errors.ts";
import { readState } from "../../../lib/ringcentral/rate-limit-state.ts";
import { createCannedClient } from "../../support/canned-client.ts";

const signal = new AbortController().signal;
const ADA = "+14155550123" as E164;
const SUPPORT = "+16505550101" as E164;

/** Any JSON, with the contract's own names and values strewn in so that it reaches deep. */
const words = fc.constantFrom(
  ...["records", "paging", "nextPageToken", "to", "from", "optStatus", "status", "coverage"],
  ...["failedRecords", "error", "errors", "errorCode", "smsCampaignInfo", "consentSettings"],
  ...["explicitConsents", "campaignSettings", "campaignType", "features", "phoneNumber", "id"],
  ...["access_token", "expires_in", "navigation", "totalPages", "lastModifiedTime"],
);
const leaves = fc.oneof(
  fc.constantFrom<unknown>(ADA, SUPPORT, "*", "", "OptOut", "OptIn", "Account", "Company", null),
  fc.jsonValue({ maxDepth: 1 }),
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    leaves,
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.dictionary(fc.oneof({ weight: 6, arbitrary: words }, fc.string()), tie("tree"), {
      maxKeys: 6,
    }),
  ),
}));
const answer = fc.oneof(
  { weight: 4, arbitrary: tree.map((value) => JSON.stringify(value)) },
  fc.string(),
);
const status = fc.oneof(fc.constant(200), fc.constantFrom(201, 204, 400, 401, 403, 404, 405, 413));

const calls = {
  login: ({ connect }) => connect(),
  user: ({ account }) => account.user(signal),
  senders: ({ account }) => account.senders(signal),
  configuration: ({ account }) => account.senderConfiguration("1", signal),
  search: ({ consents }) => consents.search({}, signal),
  list: ({ consents }) => consents.list({}, signal),
  recordsOf: ({ consents }) => consents.recordsOf([ADA], signal),
  effective: ({ consents }) => consents.effective({ from: SUPPORT, to: ADA }, signal),
  history: ({ consents }) => consents.history(ADA, signal),
  change: ({ consents }) =>
    consents.change([{ from: SUPPORT, to: ADA, optStatus: "OptOut" }], signal),
} satisfies Record<string, (client: ReturnType<typeof createCannedClient>) => Promise<unknown>>;

describe("any answer at all", () => {
  it.each(Object.entries(calls))("gives %s a value or a failure with a name", async (_, call) => {
    await fc.assert(
      fc.asyncProperty(answer, status, async (body, code) => {
        const client = createCannedClient(
          () => new Response(code === 204 ? null : body, { status: code }),
        );
        try {
          await call(client);
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
          expect((error as Failure).code).not.toBe("unexpected");
        }
      }),
      { numRuns: 300 },
    );
  });

  it("is an error body that is named by its status", () => {
    fc.assert(
      fc.property(answer, fc.integer({ min: 300, max: 599 }), (body, code) => {
        expect(failureOf(code, readErrorBody(body)).code).not.toBe("unexpected");
      }),
    );
  });

  it("is a state of the rate limits or none", () => {
    fc.assert(fc.property(tree, (stored) => void readState(stored)));
  });
});

describe("records", () => {
  it("are understood or counted, each of them", () => {
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 10 }), (raw) => {
        const { records, malformed } = parseRecords(raw);
        expect(records.length + malformed).toBe(raw.length);
        for (const { to, from } of records) {
          expect(isE164(to)).toBe(true);
          expect(from === null || isE164(from)).toBe(true);
        }
      }),
    );
  });

  it("lift nothing unless they say OptIn", () => {
    const statuses = fc.oneof(fc.constantFrom("OptIn", "OptOut", "Opt In", "optin"), fc.string());
    fc.assert(
      fc.property(statuses, fc.boolean(), (written, old) => {
        const { records } = parseRecords([
          { to: ADA, from: SUPPORT, [old ? "status" : "optStatus"]: written },
        ]);
        const lifts = /^opt(?:ed)?in$/.test(written.replace(/[^a-z]/gi, "").toLowerCase());
        for (const record of records) expect(isOptOut(record)).toBe(!lifts);
      }),
    );
  });
});
