import type { ApiContext, Route } from "../http/api-env.ts";
import { invalidParameter, lacksPermission } from "../http/api-error.ts";
import { isE164, jsonBody, listOf, numberIn, oneOf, perPageOf } from "../http/parameters.ts";
import type { Switches } from "../switches.ts";
import { type PageRequest, pageOf } from "./paging.ts";
import { CAMPAIGN_TYPES, COVERAGES, STATUSES, type StoredConsent } from "./record.ts";
import type { ConsentStore, Rows } from "./store.ts";

interface Filter {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly optStatus: readonly string[];
  readonly coverage: readonly string[];
  readonly campaignType: readonly string[];
}

const has = (list: readonly string[], value: string | undefined): boolean =>
  list.length === 0 || (value !== undefined && list.includes(value));

const matcher =
  (filter: Filter) =>
  (record: StoredConsent): boolean =>
    has(filter.from, record.from) &&
    has(filter.to, record.to) &&
    has(filter.optStatus, record.optStatus) &&
    has(filter.coverage, record.coverage) &&
    has(filter.campaignType, record.campaignType);

const rowsOf = <T>(rows: readonly T[]): Rows<T> => ({
  length: rows.length,
  at: (position) => rows[position] as T,
});

/** A record as it is served; the older way writes `status`, and `*` for all business numbers. */
const shapeOf =
  (seedQuirks: boolean) =>
  (record: StoredConsent): object => {
    if (!seedQuirks) return record;
    const { optStatus, from = "*", ...rest } = record;
    return { ...rest, from, status: optStatus };
  };

/** List, search and history. */
export function mountReads(route: Route, store: ConsentStore, switches: () => Switches): void {
  const select = (context: ApiContext, filter: Filter, request: PageRequest): Response => {
    if (switches().refuseWhole && filter.to.length === 0) {
      throw lacksPermission("ReadAllSmsConsents");
    }
    const rows = filter.to.length > 0 ? rowsOf([...new Set(filter.to)].flatMap(store.of)) : store;
    const { records, paging } = pageOf(rows, request, matcher(filter));
    return context.json({ records: records.map(shapeOf(switches().seedQuirks)), paging });
  };

  const readFilter = (raw: Record<string, unknown>): Omit<Filter, "optStatus"> => ({
    from: listOf(raw.from, "from", isE164),
    to: listOf(raw.to, "to", isE164),
    coverage: listOf(raw.coverage, "coverage", oneOf(COVERAGES)),
    campaignType: listOf(raw.campaignType, "campaignType", oneOf(CAMPAIGN_TYPES)),
  });

  const pageInQuery = (context: ApiContext): PageRequest => ({
    perPage: perPageOf(numberIn(context.req.query("perPage"))),
    pageToken: context.req.query("pageToken"),
  });

  route("list", (context) => {
    const query = context.req.queries();
    const optStatus = listOf(query.optStatus, "optStatus", oneOf(STATUSES));
    const filter = {
      ...readFilter(query),
      optStatus: optStatus.length > 0 ? optStatus : ["OptOut"],
    };
    return select(context, filter, pageInQuery(context));
  });

  route("search", async (context) => {
    const body = await jsonBody(context);
    const { optStatus, perPage, pageToken } = body;
    if (optStatus !== undefined && !oneOf(STATUSES)(optStatus)) throw invalidParameter("optStatus");
    const either = switches().searchOptOutsOnly ? ["OptOut"] : [];
    const filter = {
      ...readFilter(body),
      optStatus: optStatus === undefined ? either : [String(optStatus)],
    };
    return select(context, filter, { perPage: perPageOf(perPage), pageToken });
  });

  route("history", (context) => {
    const to = listOf(context.req.queries("to"), "to", isE164);
    const rows = to.length > 0 ? rowsOf(store.historyOf(to)) : store.history();
    return context.json(pageOf(rows, pageInQuery(context)));
  });
}
