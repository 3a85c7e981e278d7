import { z } from "zod";
import { auditFilterSchema } from "../audit/filter.ts";
import { taughtRecipeSchema } from "../recipes/recipe-schema.ts";
import { e164Schema, settingsPatchSchema } from "../settings/settings-schema.ts";
import type { MessageName, Protocol, RequestOf } from "./protocol.ts";

const nothing = z.strictObject({});
const count = z.number().int().min(0).max(10_000_000);

/** What the background accepts, one schema a message: checked at the door, before any handler. */
export const requestSchemas: { readonly [N in MessageName]: z.ZodType<RequestOf<N>> } = {
  "guard/config": z.strictObject({ fresh: z.boolean() }),
  "guard/verdicts": z.strictObject({ recipients: z.array(e164Schema).max(1000) }),
  "guard/details": z.strictObject({ recipient: e164Schema, live: z.boolean() }),
  "guard/report": z.strictObject({
    numbers: count,
    optedOut: count,
    partlyOptedOut: count,
    optInMissing: count,
    unverified: count,
    routes: count,
    blockedRoutes: count,
    lags: z.literal(true).optional(),
  }),
  "guard/attempt": z.strictObject({
    recipients: z.array(e164Schema).max(1000),
    result: z.enum(["blocked", "warned", "overridden"]),
  }),
  "guard/open-popup": z.strictObject({ recipient: e164Schema }),
  "teach/done": z.strictObject({ recipe: taughtRecipeSchema.nullable() }),
  "teach/here": z.strictObject({ picker: z.string().max(40), asking: z.boolean() }),
  "state/get": nothing,
  "session/connect": nothing,
  "session/disconnect": nothing,
  "numbers/list": nothing,
  "settings/update": settingsPatchSchema as z.ZodType<RequestOf<"settings/update">>,
  "sites/granted": nothing,
  "sync/run": nothing,
  "page/status": z.strictObject({ tabId: z.number().int().min(0) }),
  "page/numbers": z.strictObject({ tabId: z.number().int().min(0) }),
  "page/reveal": z.strictObject({ tabId: z.number().int().min(0), recipient: e164Schema }),
  "teach/start": z.strictObject({ tabId: z.number().int().min(0) }),
  "consent/check": z.strictObject({ recipient: e164Schema, live: z.boolean() }),
  "consent/change": z.strictObject({
    to: z.array(e164Schema).min(1).max(1000),
    from: z.array(e164Schema).min(1).max(1000).nullable(),
    optStatus: z.enum(["OptOut", "OptIn"]),
    note: z.string().max(1000),
  }),
  "changes/retry": z.strictObject({ id: z.number().int() }),
  "changes/drop": z.strictObject({ id: z.number().int() }),
  "consent/known": z.strictObject({
    recipients: z.array(e164Schema).max(1000),
    live: z.boolean(),
  }),
  "uploads/list": nothing,
  "uploads/act": z.strictObject({
    id: z.number().int(),
    act: z.enum(["start", "pause", "resume", "cancel", "retry", "remove"]),
  }),
  "consent/history": z.strictObject({ recipient: e164Schema }),
  "audit/page": z.strictObject({
    before: z.number().int().min(1).exactOptional(),
    limit: z.number().int().min(1).max(1000),
    filter: auditFilterSchema.exactOptional(),
  }),
  "lists/basis": nothing,
  "lists/export": nothing,
  "lists/export-stop": nothing,
  "lists/ask": z.strictObject({ recipients: z.array(e164Schema).min(1).max(100) }),
  "audit/verify": nothing,
  "audit/exported": z.strictObject({
    format: z.enum(["csv", "json"]),
    entries: count,
    masked: z.boolean(),
  }),
  "diagnostics/get": nothing,
  "data/forget": nothing,
};

/** Who may send each message. */
export const audience: { readonly [N in MessageName]: Protocol[N]["from"] } = {
  "guard/config": "page",
  "guard/verdicts": "page",
  "guard/details": "page",
  "guard/report": "page",
  "guard/attempt": "page",
  "guard/open-popup": "page",
  "teach/done": "page",
  "teach/here": "page",
  "state/get": "own",
  "session/connect": "own",
  "session/disconnect": "own",
  "numbers/list": "own",
  "settings/update": "own",
  "sites/granted": "own",
  "sync/run": "own",
  "page/status": "own",
  "page/numbers": "own",
  "page/reveal": "own",
  "teach/start": "own",
  "consent/check": "own",
  "consent/change": "own",
  "changes/retry": "own",
  "changes/drop": "own",
  "consent/known": "own",
  "uploads/list": "own",
  "uploads/act": "own",
  "consent/history": "own",
  "audit/page": "own",
  "lists/basis": "own",
  "lists/export": "own",
  "lists/export-stop": "own",
  "lists/ask": "own",
  "audit/verify": "own",
  "audit/exported": "own",
  "diagnostics/get": "own",
  "data/forget": "own",
};
