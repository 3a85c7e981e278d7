import type { FailureInfo } from "../failure.ts";
import type { AppState, RefusedChange, SenderConsent, SessionState } from "../messages/protocol.ts";
import type { Session } from "../ringcentral/types.ts";
import type { SettingsStore } from "../settings/settings-store.ts";
import type { LiveStatus } from "../sync/live.ts";
import type { SyncStatus } from "../sync/types.ts";
import type { Sites } from "./sites.ts";

export interface AppStatePorts {
  readonly session: Session;
  readonly settings: SettingsStore;
  readonly sites: Sites;
  readonly syncStatus: () => Promise<SyncStatus>;
  readonly live: () => LiveStatus;
  readonly waitingChanges: () => Promise<number>;
  readonly refusedChanges: () => Promise<readonly RefusedChange[]>;
  readonly readOnly: () => Promise<FailureInfo | null>;
  readonly senders: () => Promise<SenderConsent>;
  /** Epoch ms before which RingCentral takes no request; 0 when it does. */
  readonly closedUntil: () => Promise<number>;
  readonly redirectUri: string;
  /** Why the last session ended by itself, if it did. */
  readonly endedBy: () => Promise<FailureInfo | undefined>;
}

/** Everything that popup and options show at a glance, gathered when asked. */
export function createAppState(ports: AppStatePorts) {
  const sessionState = async (): Promise<SessionState> => {
    const info = await ports.session.info();
    if (info) return { status: "signed-in", user: info.user ?? null, serverUrl: info.serverUrl };
    const failure = await ports.endedBy();
    return { status: "signed-out", ...(failure === undefined ? {} : { failure }) };
  };

  return async (): Promise<AppState> => {
    const [session, settings, sync, waitingChanges] = await Promise.all([
      sessionState(),
      ports.settings.effective(),
      ports.syncStatus(),
      ports.waitingChanges(),
    ]);
    return {
      session,
      sync,
      settings,
      waitingChanges,
      refusedChanges: await ports.refusedChanges(),
      readOnly: await ports.readOnly(),
      live: ports.live(),
      senders: await ports.senders(),
      waitsUntil: (await ports.closedUntil()) || null,
      sites: await ports.sites.states(settings),
      redirectUri: ports.redirectUri,
    };
  };
}
