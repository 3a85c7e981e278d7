import fc from "fast-check";
import { createRouter, type Handlers } from "../../lib/messages/router.ts";
import { audience } from "../../lib/messages/schemas.ts";
import { readNumber } from "../../lib/phone/read-number.ts";
import { scanNumbers } from "../../lib/phone/scan.ts";
import { parseTextRoute } from "../../lib/phone/text-route.ts";
import { parseRecords } from "../../lib/ringcentral/consents/record-schema.ts";
import { readErrorBody } from "../../lib/ringcentral/errors.ts";
import { createSettingsStore } from "../../lib/settings/settings-store.ts";
import { matchesSite, parseSitePattern } from "../../lib/settings/site-pattern.ts";
import { FILE_TARGETS } from "./file-targets.ts";
import type { FuzzTarget } from "./target.ts";

const COUNTRIES = ["US", "GB", "DE", "FR", "IN", "BR", "XX", ""];
const country = fc.constantFrom(...COUNTRIES);

/** Text made of what phone numbers and links are made of, and of what breaks readers. */
const phoneish = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.string({ unit: fc.constantFrom(..."0123456789 +-().,/:;#x") }) },
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          "+1",
          "415",
          "555-2671",
          "ext",
          "\u202d",
          "\u200b",
          "％",
          "２",
          "e9",
          "#",
          "tel:",
        ),
      },
      { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

const linkish = fc
  .tuple(
    fc.constantFrom(
      "sms:",
      "smsto:",
      "SMS:",
      "s\tms:",
      "rcapp://r/sms?number=",
      "https://app.ringcentral.com/r/sms?number=",
      "mms:",
      "tel:",
      "javascript:",
      "//",
      "",
    ),
    phoneish,
    fc.constantFrom("", "?body=%E0%A4", "&body=x", "?addresses=", ",", "%2C", "%", "#"),
    phoneish,
  )
  .map((parts) => parts.join(""));

const NAMES = Object.keys(audience);
const hostileKeys = fc.constantFrom("__proto__", "constructor", "toString", ...NAMES);

const noHandlers = new Proxy({} as Handlers, {
  get: () => () => Promise.reject(new Error("a fuzzed payload reached a handler of ours")),
});

const stored = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(
    fc.constantFrom(
      "serverUrl",
      "clientId",
      "sites",
      "businessNumbers",
      "unverified",
      "defaultCountry",
      "syncMinutes",
      "__proto__",
      "extra",
    ),
    fc.oneof(fc.jsonValue(), fc.array(fc.string()), fc.webUrl()),
  ),
);

const record = fc.dictionary(
  fc.constantFrom(
    "to",
    "from",
    "optStatus",
    "status",
    "coverage",
    "source",
    "campaignType",
    "notes",
    "lastModifiedTime",
    "error",
  ),
  fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(
      "+14155552671",
      "*",
      "OptOut",
      "OptIn",
      "Company",
      "2026-01-01T00:00:00.123456789Z",
    ),
  ),
);

export const FUZZ_TARGETS: readonly FuzzTarget[] = [
  {
    name: "the scanner",
    property: fc.property(phoneish, country, (text, home) => {
      let end = 0;
      for (const match of scanNumbers(text, home)) {
        if (match.start < end || match.end > text.length || match.end <= match.start) {
          throw new Error(`a match out of place: ${JSON.stringify(match)}`);
        }
        end = match.end;
      }
    }),
  },
  {
    name: "the reader of one number",
    property: fc.property(phoneish, country, (text, home) => {
      const number = readNumber(text, home);
      if (number !== null && !/^\+[1-9]\d{6,14}$/.test(number))
        throw new Error(`not E.164: ${number}`);
    }),
  },
  {
    name: "the reader of text routes",
    property: fc.property(linkish, country, (href, home) => void parseTextRoute(href, home)),
  },
  {
    name: "the message router",
    property: fc.asyncProperty(
      fc.oneof(
        fc.jsonValue(),
        fc.record({ name: fc.oneof(hostileKeys, fc.string()), payload: fc.jsonValue() }),
      ),
      fc.record({
        id: fc.constantFrom("own", "foreign", undefined),
        url: fc.constantFrom("https://crm.example/", "chrome-extension://foreign/x", undefined),
      }),
      async (message, sender) => {
        const bugs: unknown[] = [];
        const route = createRouter({
          handlers: noHandlers,
          extensionId: "own",
          ownOrigin: "chrome-extension://own",
          onBug: (error) => bugs.push(error),
        });
        const reply = await route(message, sender);
        if (reply?.ok) throw new Error("a stranger was answered");
      },
    ),
  },
  {
    name: "consent records of the API",
    property: fc.property(fc.array(fc.oneof(record, fc.jsonValue())), (raw) => {
      const { records, malformed } = parseRecords(raw);
      if (records.length + malformed !== raw.length)
        throw new Error("a record was dropped in silence");
    }),
  },
  {
    name: "error bodies of the API",
    property: fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readErrorBody(text)),
  },
  {
    name: "stored settings and policy",
    property: fc.asyncProperty(stored, stored, async (settings, policy) => {
      const store = createSettingsStore({
        load: async () => settings,
        save: async () => undefined,
        loadPolicy: async () => policy as Record<string, unknown>,
      });
      const { values } = await store.effective();
      if (!["allow", "warn", "block"].includes(values.unverified))
        throw new Error("an unknown policy is in force");
    }),
  },
  {
    name: "site patterns",
    property: fc.property(
      fc.oneof(fc.string(), fc.webUrl(), fc.domain()),
      fc.webUrl(),
      (text, address) => {
        const parsed = parseSitePattern(text);
        if (parsed.ok) matchesSite(parsed.pattern, address);
      },
    ),
  },
  ...FILE_TARGETS,
];
