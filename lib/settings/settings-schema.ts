import { z } from "zod";
import { type E164, isE164 } from "../phone/e164.ts";
import { MAX_RECIPES, recipeSchema } from "../recipes/recipe-schema.ts";
import { normalizeServerUrl } from "./server-url.ts";
import { LANGUAGES, type Settings, THEMES } from "./settings.ts";
import { parseSitePattern } from "./site-pattern.ts";

export const e164Schema = z.custom<E164>((value) => typeof value === "string" && isE164(value));

const serverUrl = z.string().transform((text, context) => {
  const origin = normalizeServerUrl(text);
  if (origin !== null) return origin;
  context.addIssue({ code: "custom", message: "not an https origin" });
  return z.NEVER;
});

const site = z.string().transform((text, context) => {
  const parsed = parseSitePattern(text);
  if (parsed.ok) return parsed.pattern;
  context.addIssue({ code: "custom", message: parsed.code });
  return z.NEVER;
});

const unique = <T>(items: T[]): T[] => [...new Set(items)];

/** One schema a setting, so that one bad stored value does not cost the others. */
export const settingSchemas: { readonly [K in keyof Settings]: z.ZodType<Settings[K]> } = {
  serverUrl,
  clientId: z.string().trim().max(200),
  businessNumbers: z.array(e164Schema).max(1000).transform(unique),
  sites: z.array(site).max(200).transform(unique),
  defaultCountry: z.string().regex(/^[A-Z]{2}$/),
  unverified: z.enum(["allow", "warn", "block"]),
  anyNumberBlocks: z.boolean(),
  optInMissing: z.enum(["allow", "warn", "block"]),
  webTexting: z.boolean(),
  recipes: z.array(recipeSchema).max(MAX_RECIPES),
  auditRetentionDays: z.number().int().min(1).max(3650),
  auditMaskNumbers: z.boolean(),
  pausedSites: z.array(site).max(200).transform(unique),
  mode: z.enum(["cache", "on-demand"]),
  syncMinutes: z.number().int().min(1).max(1440),
  language: z.enum(["auto", ...LANGUAGES]),
  theme: z.enum(THEMES),
  notifyRefused: z.boolean(),
  freshMinutes: z.number().int().min(5).max(10080),
};

export const settingNames = Object.keys(settingSchemas) as (keyof Settings)[];

export const settingsPatchSchema = z.strictObject(settingSchemas).partial();
