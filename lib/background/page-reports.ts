import { z } from "zod";
import type { PageReport } from "../messages/protocol.ts";

const count = z.number().int().min(0);
const tabSchema = z.object({
  attempts: count,
  frames: z.record(
    z.string(),
    z.object({
      numbers: count,
      optedOut: count,
      partlyOptedOut: count,
      optInMissing: count,
      unverified: count,
      routes: count,
      blockedRoutes: count,
      lags: z.literal(true).optional(),
    }),
  ),
});
type TabReport = z.infer<typeof tabSchema>;

export interface ReportStore {
  readonly load: (key: string) => Promise<unknown>;
  readonly save: (key: string, value: unknown) => Promise<void>;
  readonly remove: (key: string) => Promise<void>;
}

const EMPTY: PageReport = {
  numbers: 0,
  optedOut: 0,
  partlyOptedOut: 0,
  optInMissing: 0,
  unverified: 0,
  routes: 0,
  blockedRoutes: 0,
};
const TOP_FRAME = 0;
const keyOf = (tabId: number): string => `page-report:${tabId}`;

const sum = (a: PageReport, b: PageReport): PageReport => ({
  numbers: a.numbers + b.numbers,
  optedOut: a.optedOut + b.optedOut,
  partlyOptedOut: a.partlyOptedOut + b.partlyOptedOut,
  optInMissing: a.optInMissing + b.optInMissing,
  unverified: a.unverified + b.unverified,
  routes: a.routes + b.routes,
  blockedRoutes: a.blockedRoutes + b.blockedRoutes,
  ...(a.lags || b.lags ? { lags: true } : {}),
});

/** What the frames of each tab have found. Kept in session storage, since a worker dies between two reports. */
export function createPageReports(store: ReportStore) {
  let writes: Promise<unknown> = Promise.resolve();

  const load = async (tabId: number): Promise<TabReport> => {
    const parsed = tabSchema.safeParse(await store.load(keyOf(tabId)));
    return parsed.success ? parsed.data : { attempts: 0, frames: {} };
  };

  const change = (tabId: number, edit: (tab: TabReport) => TabReport): Promise<void> => {
    const result = writes.then(async () => store.save(keyOf(tabId), edit(await load(tabId))));
    writes = result.catch(() => undefined);
    return result;
  };

  return {
    /** A frame has begun; a new top document clears what the tab showed before. */
    begin: (tabId: number, frameId: number): Promise<void> =>
      change(tabId, (tab) => {
        if (frameId === TOP_FRAME) return { attempts: 0, frames: {} };
        const { [frameId]: _before, ...frames } = tab.frames;
        return { ...tab, frames };
      }),
    report: (tabId: number, frameId: number, report: PageReport): Promise<void> =>
      change(tabId, (tab) => ({ ...tab, frames: { ...tab.frames, [frameId]: report } })),
    attempt: (tabId: number): Promise<void> =>
      change(tabId, (tab) => ({ ...tab, attempts: tab.attempts + 1 })),
    total: async (tabId: number): Promise<{ report: PageReport; attempts: number }> => {
      const tab = await load(tabId);
      return { report: Object.values(tab.frames).reduce(sum, EMPTY), attempts: tab.attempts };
    },
    /** Frames that have reported, the page itself first. */
    frames: async (tabId: number): Promise<readonly number[]> =>
      Object.keys((await load(tabId)).frames)
        .map(Number)
        .sort((a, b) => a - b),
    forget: (tabId: number): Promise<void> => {
      const result = writes.then(() => store.remove(keyOf(tabId)));
      writes = result.catch(() => undefined);
      return result;
    },
  };
}

export type PageReports = ReturnType<typeof createPageReports>;
