import { useSettingWords } from "./use-setting-words.ts";
import "./settings-change.css";

/** Values by the settings' names. */
export type SettingValues = Readonly<Record<string, unknown>>;

export interface SettingsChangeProps {
  readonly before: SettingValues;
  readonly after: SettingValues;
}

/** Each setting that is not what it was, with its value before and after, in words. */
export function SettingsChange({ before, after }: SettingsChangeProps) {
  const { label, value } = useSettingWords();
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  return (
    <ul class="plain-list">
      {names.map((name) => (
        <li key={name}>
          {label(name)}
          <span class="muted small settings-change-values">
            {`${value(name, before[name])} → ${value(name, after[name])}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
