import { createSmsConfigurations } from "./account/sms-configurations.ts";
import { createClock } from "./clock.ts";
import { demoRecords } from "./consents/demo-records.ts";
import { createConsentStore } from "./consents/store.ts";
import { createFaults } from "./http/faults.ts";
import { createRateLimits } from "./http/rate-limits.ts";
import { createRequestLog } from "./http/request-log.ts";
import { createSessions } from "./oauth/sessions.ts";
import { createSwitchboard, type Switches } from "./switches.ts";
import { createInbound } from "./texting/inbound.ts";

export interface StateOptions {
  /** Records of strangers; a million take no more memory than ten. */
  readonly records?: number;
  /** The demo CRM's customers too. */
  readonly demo?: boolean;
  readonly switches?: Partial<Switches>;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

/** Everything that the emulated account and server remember. */
export function createState(options: StateOptions) {
  const clock = createClock(options.now);
  const switchboard = createSwitchboard(options.switches);
  const switches = switchboard.get;
  const store = createConsentStore(clock.now);
  const configurations = createSmsConfigurations();
  const inbound = createInbound(store, configurations, switches);
  const limits = createRateLimits(clock, switches);
  const log = createRequestLog(clock.now);

  /** As at the start, but for signed-in sessions and open sockets. */
  const reset = (): void => {
    switchboard.reset();
    log.clear();
    limits.reset();
    configurations.reset();
    inbound.reset();
    store.generate(options.records ?? 0);
    if (options.demo) store.seed(demoRecords(clock.now()));
  };
  reset();

  return {
    clock,
    switchboard,
    store,
    configurations,
    inbound,
    limits,
    log,
    sessions: createSessions(clock),
    faults: createFaults(switchboard),
    reset,
  };
}

export type State = ReturnType<typeof createState>;
