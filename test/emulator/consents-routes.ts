import type { Context, Hono } from "hono";
import { stream } from "hono/streaming";
import type { ConsentStore, StoredConsent } from "./consent-store.ts";
import { csvExport } from "./csv-export.ts";
import { ApiError, invalidParameter, unknownUri } from "./errors.ts";
import type { Switches } from "./switches.ts";

const E164 = /^\+[1-9]\d{6,14}$/;
const STATUSES = ["OptOut", "OptIn"];
const COVERAGES = ["PhoneNumber", "Account", "CampaignType"];
const CAMPAIGNS = ["Conversational", "Informational", "Promotional"];

interface Filter {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly optStatus: readonly string[];
  readonly coverage: readonly string[];
  readonly perPage: number;
  readonly start: number;
}

const tokenOf = (start: number): string => btoa(`F:${start}`);

function startOf(pageToken: unknown): number {
  if (pageToken === undefined) return 0;
  const parts = typeof pageToken === "string" ? /^F:(\d+)$/.exec(safeAtob(pageToken)) : null;
  if (!parts) throw invalidParameter("pageToken");
  return Number(parts[1]);
}

const safeAtob = (text: string): string => {
  try {
    return atob(text);
  } catch {
    return "";
  }
};

function perPageOf(value: unknown): number {
  if (value === undefined) return 100;
  const perPage = Number(value);
  if (!Number.isInteger(perPage) || perPage < 1) throw invalidParameter("perPage");
  return Math.min(perPage, 1000);
}

function strings(value: unknown, name: string, allowed: RegExp | readonly string[]): string[] {
  if (value === undefined) return [];
  const fits = (item: unknown): item is string =>
    typeof item === "string" &&
    (allowed instanceof RegExp ? allowed.test(item) : allowed.includes(item));
  if (!Array.isArray(value) || !value.every(fits)) throw invalidParameter(name);
  return value;
}

export interface ConsentsDeps {
  readonly store: ConsentStore;
  readonly switches: () => Switches;
  readonly authorise: (context: Context) => void;
}

export function mountConsents(app: Hono, { store, switches, authorise }: ConsentsDeps): void {
  const base = "/restapi/v2/accounts/:account/sms/consents";

  const present = (endpoint: Switches["off"][number]): void => {
    if (switches().off.includes(endpoint)) throw unknownUri(switches().offStatus);
  };

  const shape = (record: StoredConsent): Record<string, unknown> => {
    if (!switches().seedQuirks) return { ...record };
    const { optStatus, from = "*", ...rest } = record;
    return { ...rest, from, status: optStatus };
  };

  const page = <T>(all: readonly T[], start: number, perPage: number) => {
    const records = all.slice(start, start + perPage);
    const next = start + perPage;
    return {
      records,
      paging: {
        perPage,
        ...(records.length > 0 ? { pageToken: tokenOf(start), firstPageToken: tokenOf(0) } : {}),
        ...(next < all.length ? { nextPageToken: tokenOf(next) } : {}),
        ...(start > 0 ? { previousPageToken: tokenOf(Math.max(0, start - perPage)) } : {}),
      },
    };
  };

  const select = ({ from, to, optStatus, coverage, perPage, start }: Filter) => {
    const has = (list: readonly string[], value: string | undefined): boolean =>
      list.length === 0 || (value !== undefined && list.includes(value));
    const matching = store
      .records()
      .filter(
        (r) =>
          has(from, r.from) &&
          has(to, r.to) &&
          has(optStatus, r.optStatus) &&
          has(coverage, r.coverage),
      );
    const { records, paging } = page(matching, start, perPage);
    return { records: records.map(shape), paging };
  };

  app.get(base, (context) => {
    authorise(context);
    present("list");
    const query = context.req.queries();
    const optStatus = strings(query.optStatus, "optStatus", STATUSES);
    return context.json(
      select({
        from: strings(query.from, "from", E164),
        to: strings(query.to, "to", E164),
        optStatus: optStatus.length > 0 ? optStatus : ["OptOut"],
        coverage: strings(query.coverage, "coverage", COVERAGES),
        perPage: perPageOf(query.perPage?.[0]),
        start: startOf(query.pageToken?.[0]),
      }),
    );
  });

  app.post(`${base}/search`, async (context) => {
    authorise(context);
    present("search");
    const body = await jsonBody(context);
    if (body.optStatus !== undefined && !STATUSES.includes(body.optStatus as string)) {
      throw invalidParameter("optStatus");
    }
    return context.json(
      select({
        from: strings(body.from, "from", E164),
        to: strings(body.to, "to", E164),
        optStatus: body.optStatus === undefined ? [] : [body.optStatus as string],
        coverage: strings(body.coverage, "coverage", COVERAGES),
        perPage: perPageOf(body.perPage),
        start: startOf(body.pageToken),
      }),
    );
  });

  app.get(`${base}/history`, (context) => {
    authorise(context);
    present("history");
    const query = context.req.queries();
    const to = strings(query.to, "to", E164);
    return context.json(
      page(store.history(to), startOf(query.pageToken?.[0]), perPageOf(query.perPage?.[0])),
    );
  });

  app.get(`${base}/effective-consent`, (context) => {
    authorise(context);
    present("effective-consent");
    const { from = "", to = "" } = context.req.query();
    if (!E164.test(from)) throw invalidParameter("from");
    if (!E164.test(to)) throw invalidParameter("to");
    const explicitConsents = store.of(to).filter((r) => r.from === undefined || r.from === from);
    const out = explicitConsents.some((r) => r.optStatus === "OptOut");
    return context.json({
      explicitConsents,
      campaignSettings: { campaignType: "Conversational", optInRequired: false },
      optStatus: out ? "OptOut" : "OptIn",
    });
  });

  app.get(`${base}/export`, (context) => {
    authorise(context);
    present("export");
    context.header("Content-Type", "text/csv");
    const { oldCsv, dropExportAfter, truncateExportAfter } = switches();
    return stream(context, async (out) => {
      let sent = 0;
      const limit = dropExportAfter ?? truncateExportAfter ?? Number.POSITIVE_INFINITY;
      for (const piece of csvExport(store.records(), oldCsv)) {
        const bytes = new TextEncoder().encode(piece);
        await out.write(bytes.slice(0, Math.max(0, limit - sent)));
        sent += bytes.length;
        if (sent >= limit) {
          if (dropExportAfter !== null) dropConnection(context);
          return;
        }
      }
    });
  });

  app.patch(base, async (context) => {
    authorise(context);
    const body = await jsonBody(context);
    if (!Array.isArray(body.records) || body.records.length === 0)
      throw invalidParameter("records");
    const failedRecords = [];
    for (const raw of body.records as Record<string, unknown>[]) {
      const error = changeError(raw, switches());
      if (error) {
        failedRecords.push({ ...raw, error });
        continue;
      }
      const wide = raw.from === "*" || raw.coverage === "Account";
      store.put({
        ...(wide || raw.coverage === "CampaignType" ? {} : { from: String(raw.from) }),
        to: String(raw.to),
        optStatus: raw.optStatus as StoredConsent["optStatus"],
        source: "Api",
        coverage: wide ? "Account" : ((raw.coverage ?? "PhoneNumber") as StoredConsent["coverage"]),
        ...(raw.campaignType === undefined ? {} : { campaignType: String(raw.campaignType) }),
        ...(raw.notes === undefined ? {} : { notes: String(raw.notes) }),
      });
    }
    return context.json({ failedRecords });
  });
}

async function jsonBody(context: Context): Promise<Record<string, unknown>> {
  try {
    const body: unknown = await context.req.json();
    if (typeof body === "object" && body !== null && !Array.isArray(body)) {
      return body as Record<string, unknown>;
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new ApiError(400, "InvalidParameter", "CMN-103", "Request body is invalid");
}

function changeError(record: Record<string, unknown>, { refuseChangesOf }: Switches) {
  const problem = (name: string) => ({
    errorCode: "CMN-101",
    message: `Parameter [${name}] value is invalid`,
  });
  if (typeof record.to !== "string" || !E164.test(record.to)) return problem("to");
  if (refuseChangesOf.includes(record.to))
    return { errorCode: "CMN-102", message: "Change refused" };
  if (!STATUSES.includes(String(record.optStatus))) return problem("optStatus");
  if (record.source !== "Api") return problem("source");
  const coverage = record.coverage ?? "PhoneNumber";
  if (!COVERAGES.includes(String(coverage))) return problem("coverage");
  if (coverage === "PhoneNumber" && record.from !== "*" && !E164.test(String(record.from)))
    return problem("from");
  if (coverage === "CampaignType" && !CAMPAIGNS.includes(String(record.campaignType)))
    return problem("campaignType");
  return null;
}

/** Breaks the connection off in the middle of an answer. */
function dropConnection(context: Context): void {
  const env = context.env as { outgoing?: { destroy(): void } };
  env.outgoing?.destroy();
}
