import { z } from "zod";
import { Failure } from "../failure.ts";
import type { Settings } from "./settings.ts";
import { settingNames, settingSchemas } from "./settings-schema.ts";

const FORMAT = "consent-guard-settings";
const VERSION = 1;

/** Belongs to one person on one computer. */
const PERSONAL: ReadonlySet<keyof Settings> = new Set(["pausedSites", "language", "theme"]);

const fileSchema = z.object({
  format: z.literal(FORMAT),
  version: z.number().int().min(1),
  settings: z.record(z.string(), z.unknown()),
});

export interface SettingsFile {
  readonly patch: Partial<Settings>;
  /** Names in the file that are unknown or whose value is not allowed: they stay as they are. */
  readonly ignored: readonly string[];
}

/** The settings as a file for other computers. There is no secret among them: tokens are not settings. */
export function writeSettingsFile(settings: Settings): string {
  const kept = settingNames.filter((name) => !PERSONAL.has(name));
  const values = Object.fromEntries(kept.map((name) => [name, settings[name]]));
  return `${JSON.stringify({ format: FORMAT, version: VERSION, settings: values }, null, 2)}\n`;
}

/** @throws Failure `settings-file-malformed`, or `settings-file-newer` for one of a later version */
export function readSettingsFile(text: string): SettingsFile {
  const { version, settings } = parseFile(text);
  if (version > VERSION) throw new Failure("settings-file-newer", { detail: `version ${version}` });
  const patch: Partial<Record<keyof Settings, unknown>> = {};
  const ignored: string[] = [];
  for (const [key, value] of Object.entries(settings)) {
    const name = settingNames.find((known) => known === key && !PERSONAL.has(known));
    const parsed = name ? settingSchemas[name].safeParse(value) : undefined;
    if (name && parsed?.success) patch[name] = parsed.data;
    else ignored.push(key);
  }
  return { patch: patch as Partial<Settings>, ignored };
}

function parseFile(text: string): z.infer<typeof fileSchema> {
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Failure("settings-file-malformed", { cause });
  }
}
