import type { AuditPage, AuditQuery } from "../audit/audit-log.ts";
import type { AppState, Diagnostics } from "../messages/protocol.ts";
import type { E164 } from "../phone/e164.ts";
import { redact } from "../redact.ts";
import { DEFAULT_SETTINGS } from "../settings/settings.ts";
import type { Fault } from "./fault-log.ts";

/** The extension and the browser it runs in. */
export interface About {
  readonly version: string;
  readonly manifestVersion: number;
  readonly browser: string;
  readonly platform: string;
  readonly language: string;
  readonly permissions: readonly string[];
  readonly grantedOrigins: number;
  readonly storageBytes: number;
  readonly storageQuotaBytes: number;
}

export interface DiagnosticsPorts {
  readonly about: () => Promise<About>;
  readonly state: () => Promise<AppState>;
  readonly faults: () => Promise<readonly Fault[]>;
  readonly lastLoadMs: () => Promise<number>;
  readonly lookUp: (recipients: readonly E164[]) => Promise<unknown>;
  readonly audit: (query: AuditQuery) => Promise<AuditPage>;
  /** Epoch ms. */
  readonly now: () => number;
}

type Fact = Diagnostics["groups"][number]["facts"][number];

/** Numbers that belong to nobody: what a look-up costs does not depend on whom it asks for. */
const PROBES = Array.from({ length: 50 }, (_, index) => `+1201555${1000 + index}` as E164);

const iso = (time: number | null): string =>
  time === null ? "never" : new Date(time).toISOString();

/**
 * What support needs to know, and nothing of customers: counts, states, names of
 * failures. What comes from outside is redacted, whoever promised what of it.
 */
export function createDiagnostics(ports: DiagnosticsPorts) {
  const lookUpMs = async (): Promise<number | string> => {
    const began = ports.now();
    try {
      await ports.lookUp(PROBES);
      return ports.now() - began;
    } catch (error) {
      return redact(String(error));
    }
  };

  const settingsFacts = ({ values, locked, invalidPolicy }: AppState["settings"]): Fact[] => [
    ["server", values.serverUrl === DEFAULT_SETTINGS.serverUrl ? "default" : "other"],
    ["client id set", values.clientId !== ""],
    ["business numbers chosen", values.businessNumbers.length],
    ["default country", values.defaultCountry],
    ["unverified", values.unverified],
    ["any number blocks", values.anyNumberBlocks],
    ["web texting guarded", values.webTexting],
    ["sync minutes", values.syncMinutes],
    ["fresh minutes", values.freshMinutes],
    ["recipes", values.recipes.length],
    ["audit days", values.auditRetentionDays],
    ["audit masked", values.auditMaskNumbers],
    ["language", values.language],
    ["theme", values.theme],
    ["notifications", values.notifyRefused],
    ["set by policy", locked.join(", ") || "none"],
    ["policy not understood", invalidPolicy.join(", ") || "none"],
  ];

  return async (): Promise<Diagnostics> => {
    const [about, state, faults, lastLoadMs, audit, lookUp] = await Promise.all([
      ports.about(),
      ports.state(),
      ports.faults(),
      ports.lastLoadMs(),
      ports.audit({ limit: 1 }),
      lookUpMs(),
    ]);
    const { session, sync, live, sites } = state;
    return {
      groups: [
        {
          name: "Consent Guard",
          facts: [
            ["version", about.version],
            ["manifest", about.manifestVersion],
            ["browser", about.browser],
            ["platform", about.platform],
            ["language", about.language],
            ["permissions", about.permissions.join(", ")],
            ["granted origins", about.grantedOrigins],
            ["storage bytes", about.storageBytes],
            ["storage quota bytes", about.storageQuotaBytes],
            ["told at", iso(ports.now())],
          ],
        },
        {
          name: "State",
          facts: [
            ["session", session.status],
            [
              "session ended by",
              session.status === "signed-out" ? (session.failure?.code ?? "nothing") : "nothing",
            ],
            ["live events", live.phase],
            ["sync", sync.phase],
            ["last whole load", iso(sync.lastSuccess)],
            ["read by", sync.source ?? "nothing yet"],
            ["opt-outs", sync.optOuts],
            ["records not understood", sync.malformed],
            ["missed by live events", sync.differences?.missing ?? 0],
            ["changes waiting", state.waitingChanges],
            ["changes refused", state.refusedChanges.length],
            ["sites", sites.length],
            ["sites allowed", sites.filter(({ granted }) => granted).length],
            ["sites paused", sites.filter(({ paused }) => paused).length],
            ["audit entries", audit.kept],
            ["audit entries dropped", audit.dropped],
          ],
        },
        {
          name: "Timings",
          facts: [
            ["last load ms", lastLoadMs],
            [`look-up of ${PROBES.length} ms`, lookUp],
          ],
        },
        { name: "Settings", facts: settingsFacts(state.settings) },
        {
          name: "Last errors",
          facts: [
            ...sync.failures.map(
              ({ at, code, detail = "" }): Fact => [iso(at), redact(`${code} ${detail}`).trim()],
            ),
            ...state.refusedChanges.map(
              ({ at, errorCode, message }): Fact => [
                iso(at),
                redact(`change refused: ${errorCode} ${message}`).trim(),
              ],
            ),
            ...faults.map(({ at, what }): Fact => [iso(at), redact(what)]),
          ],
        },
      ],
    };
  };
}
