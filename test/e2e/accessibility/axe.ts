import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Axe {
  run(
    context: Document,
    options: object,
  ): Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
    }[];
  }>;
}

const EVERYTHING = { rules: { "target-size": { enabled: true } } };
/** Themes differ in colours only. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** What axe-core holds against the page as it is shown now, or against its colours; one line a finding. */
export async function accessibilityFaults(
  page: Page,
  of: "everything" | "colours" = "everything",
): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(SOURCE);
  // Colours on their way to others are nobody's fault.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) =>
          playState !== "running" || effect?.getComputedTiming().endTime === Infinity,
      ),
  );
  const options = of === "colours" ? { runOnly: COLOUR_RULES } : EVERYTHING;
  return page.evaluate(async (given) => {
    const { axe } = window as unknown as { readonly axe: Axe };
    const { violations } = await axe.run(document, given);
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ""}`),
    );
  }, options);
}
