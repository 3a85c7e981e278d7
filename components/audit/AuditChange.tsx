import type { AuditEntry } from "../../lib/audit/entry.ts";
import { SettingsChange, type SettingValues } from "../SettingsChange.tsx";
import { useAuditTexts } from "./texts.ts";

/** The settings of a trace, or null where it holds anything else. */
function settingsIn(text: string | undefined): SettingValues | null {
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : null;
  } catch {
    // Not settings: shown as it is.
    return null;
  }
}

/** What an entry says of before and after: settings one by one, a state in its word. */
export function AuditChange({ entry: { action, before, after } }: { entry: AuditEntry }) {
  const { state } = useAuditTexts();
  if (action === "settings" || action === "policy") {
    const old = settingsIn(before);
    const now = settingsIn(after);
    if (old && now) return <SettingsChange before={old} after={now} />;
  }
  const states = [before, after].flatMap((value) => (value ? state(value) : []));
  return <span class="audit-wraps">{states.join(" → ")}</span>;
}
