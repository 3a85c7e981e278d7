import { Failure } from "../failure.ts";
import {
  DEFAULT_SETTINGS,
  type EffectiveSettings,
  type SettingName,
  type Settings,
} from "./settings.ts";
import { settingNames, settingSchemas } from "./settings-schema.ts";

export interface SettingsPorts {
  /** What was stored: foreign data. */
  readonly load: () => Promise<unknown>;
  readonly save: (settings: Partial<Settings>) => Promise<void>;
  /** What managed policy says: foreign data; empty where there is none. */
  readonly loadPolicy: () => Promise<Record<string, unknown>>;
}

export interface SettingsStore {
  effective(): Promise<EffectiveSettings>;
  /** @throws Failure `setting-locked` when policy has set one of the names */
  update(patch: Partial<Settings>): Promise<EffectiveSettings>;
}

/** Names that an agent or admin may set, but never a policy. */
const OWN_ONLY: ReadonlySet<SettingName> = new Set(["pausedSites", "language", "theme"]);

interface Parsed {
  readonly values: Partial<Settings>;
  readonly invalid: readonly string[];
}

function parseEach(raw: Record<string, unknown>): Parsed {
  const values: Partial<Record<SettingName, unknown>> = {};
  const invalid: string[] = [];
  for (const name of settingNames) {
    if (raw[name] === undefined) continue;
    const parsed = settingSchemas[name].safeParse(raw[name]);
    if (parsed.success) values[name] = parsed.data;
    else invalid.push(name);
  }
  return { values: values as Partial<Settings>, invalid };
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

export function createSettingsStore(ports: SettingsPorts): SettingsStore {
  let writes: Promise<unknown> = Promise.resolve();

  const readPolicy = async (): Promise<Parsed> => {
    const policy = { ...(await ports.loadPolicy()) };
    for (const name of OWN_ONLY) delete policy[name];
    return parseEach(policy);
  };

  const effective = async (): Promise<EffectiveSettings> => {
    const [stored, policy] = await Promise.all([ports.load(), readPolicy()]);
    return {
      values: { ...DEFAULT_SETTINGS, ...parseEach(asRecord(stored)).values, ...policy.values },
      locked: Object.keys(policy.values) as SettingName[],
      invalidPolicy: policy.invalid,
    };
  };

  const write = async (patch: Partial<Settings>): Promise<EffectiveSettings> => {
    const { locked } = await effective();
    const refused = (Object.keys(patch) as SettingName[]).filter((name) => locked.includes(name));
    if (refused.length > 0) throw new Failure("setting-locked", { detail: refused.join(", ") });
    const { values, invalid } = parseEach(patch);
    if (invalid.length > 0) throw new Failure("setting-invalid", { detail: invalid.join(", ") });
    await ports.save({ ...parseEach(asRecord(await ports.load())).values, ...values });
    return effective();
  };

  return {
    effective,
    // One write after the other: two that interleave would lose one of the two.
    update: (patch) => {
      const result = writes.then(() => write(patch));
      writes = result.catch(() => undefined);
      return result;
    },
  };
}
