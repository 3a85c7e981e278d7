import type { SiteState } from "../messages/protocol.ts";
import type { EffectiveSettings } from "../settings/settings.ts";
import { matchesSite } from "../settings/site-pattern.ts";

export interface SitesPorts {
  readonly hasOrigins: (origins: readonly string[]) => Promise<boolean>;
  /** Gives the patterns that were not registered before. */
  readonly registerGuard: (patterns: readonly string[]) => Promise<readonly string[]>;
  readonly injectGuard: (tabId: number) => Promise<void>;
  readonly tabsMatching: (
    patterns: readonly string[],
  ) => Promise<readonly { readonly id: number }[]>;
  /** A tab where the guard could not be started, such as a browser's own error page. */
  readonly onInjectFailed: (error: unknown) => void;
}

/** Where the guard runs, and keeps running. */
export function createSites(ports: SitesPorts) {
  let work: Promise<unknown> = Promise.resolve();

  const states = ({ values, locked }: EffectiveSettings): Promise<readonly SiteState[]> =>
    Promise.all(
      values.sites.map(async (pattern) => ({
        pattern,
        granted: await ports.hasOrigins([pattern]),
        paused: values.pausedSites.includes(pattern),
        fromPolicy: locked.includes("sites"),
      })),
    );

  const active = async (settings: EffectiveSettings): Promise<readonly string[]> =>
    (await states(settings)).flatMap((site) => (site.granted && !site.paused ? site.pattern : []));

  const inject = async (patterns: readonly string[]): Promise<void> => {
    const tabs = await ports.tabsMatching(patterns);
    await Promise.all(tabs.map((tab) => ports.injectGuard(tab.id).catch(ports.onInjectFailed)));
  };

  const apply = async (settings: EffectiveSettings, everyTab: boolean): Promise<void> => {
    const patterns = await active(settings);
    const added = await ports.registerGuard(patterns);
    await inject(everyTab ? patterns : added);
  };

  return {
    states,
    /**
     * Makes registration follow the settings and the granted permissions, and
     * starts the guard in tabs of sites that are new. `everyTab`: after an
     * install or update, when open tabs hold no guard or an orphaned one.
     */
    apply: (settings: EffectiveSettings, everyTab = false): Promise<void> => {
      const result = work.then(() => apply(settings, everyTab));
      work = result.catch(() => undefined);
      return result;
    },
    /** Whether any open tab is guarded. */
    anyOpen: async (settings: EffectiveSettings): Promise<boolean> =>
      (await ports.tabsMatching(await active(settings))).length > 0,
    /** The site that an address belongs to; one that is not paused comes first. */
    find: async (settings: EffectiveSettings, address: string): Promise<SiteState | null> => {
      const matching = (await states(settings)).filter((site) =>
        matchesSite(site.pattern, address),
      );
      return matching.find((site) => !site.paused) ?? matching[0] ?? null;
    },
  };
}

export type Sites = ReturnType<typeof createSites>;
