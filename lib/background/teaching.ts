import { Failure } from "../failure.ts";
import type { Push } from "../messages/protocol.ts";
import type { PageFrame } from "../messages/router.ts";
import type { TaughtRecipe } from "../recipes/recipe.ts";
import { MAX_RECIPES } from "../recipes/recipe-schema.ts";
import type { SettingsStore } from "../settings/settings-store.ts";
import type { ReportStore } from "./page-reports.ts";
import type { Sites } from "./sites.ts";

export interface TeachingPorts {
  readonly settings: SettingsStore;
  readonly sites: Sites;
  /** Of the session: a worker may die while a person points. */
  readonly store: ReportStore;
  readonly tabAddress: (tabId: number) => Promise<string | null>;
  readonly injectPicker: (tabId: number) => Promise<void>;
  readonly tellTab: (tabId: number, push: Push) => Promise<void>;
}

const keyOf = (tabId: number): string => `teaching:${tabId}`;

/** Lets a person show the guard where a site's text button has its number. */
export function createTeaching({ settings, sites, store, ...ports }: TeachingPorts) {
  const guardedPattern = async (addresses: readonly string[]): Promise<string | null> => {
    const effective = await settings.effective();
    for (const address of addresses) {
      const site = await sites.find(effective, address);
      if (site?.granted && !site.paused) return site.pattern;
    }
    return null;
  };

  const isTaught = async (tabId: number): Promise<boolean> =>
    (await store.load(keyOf(tabId))) === true;

  return {
    /**
     * Lets this tab teach one recipe.
     * @throws Failure `setting-locked`, `recipes-full`, `site-permission-missing` or `page-unreachable`
     */
    start: async (tabId: number): Promise<void> => {
      const { locked, values } = await settings.effective();
      if (locked.includes("recipes")) throw new Failure("setting-locked", { detail: "recipes" });
      if (values.recipes.length >= MAX_RECIPES) throw new Failure("recipes-full");
      const address = await ports.tabAddress(tabId);
      if (address === null || (await guardedPattern([address])) === null) {
        throw new Failure("site-permission-missing");
      }
      await store.save(keyOf(tabId), true);
      try {
        await ports.injectPicker(tabId);
      } catch (cause) {
        await store.remove(keyOf(tabId));
        throw new Failure("page-unreachable", { cause });
      }
    },
    /**
     * Takes what a page was taught, once, for the site that it lies on; null: the person has left.
     * @throws Failure `sender-refused` from a tab that is not being taught, or what the settings refuse
     */
    done: async (taught: TaughtRecipe | null, frame: PageFrame): Promise<void> => {
      const expected = await isTaught(frame.tabId);
      await store.remove(keyOf(frame.tabId));
      await ports.tellTab(frame.tabId, { push: "teaching", picker: null, asking: false });
      const site = await guardedPattern(frame.addresses);
      if (!expected || site === null) throw new Failure("sender-refused", { detail: "teach/done" });
      if (taught === null) return;
      const { recipes } = (await settings.effective()).values;
      const others = recipes.filter(
        (other) =>
          other.site !== site || other.button !== taught.button || other.scope !== taught.scope,
      );
      if (others.length >= MAX_RECIPES) throw new Failure("recipes-full");
      // What was taught last comes first: it is what the person means now.
      await settings.update({ recipes: [{ ...taught, site }, ...others] });
    },
    /** Each frame of the tab has a picker; the one where the person points speaks. */
    here: async (picker: string, asking: boolean, tabId: number): Promise<void> => {
      if (await isTaught(tabId)) await ports.tellTab(tabId, { push: "teaching", picker, asking });
    },
    forgetTab: (tabId: number): Promise<void> => store.remove(keyOf(tabId)),
  };
}

export type Teaching = ReturnType<typeof createTeaching>;
