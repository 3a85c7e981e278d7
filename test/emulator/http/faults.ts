import type { Switchboard } from "../switches.ts";
import { ENDPOINTS, type Endpoint, type EndpointName } from "./endpoints.ts";

export type FaultStatus = 429 | 500 | 501 | 502 | 503 | 504;

/** Something that goes wrong with an endpoint's answers. */
export interface Fault {
  /** Every endpoint that takes a bearer token, unless one is named. */
  readonly endpoint?: EndpointName;
  /** Only the next so many requests. */
  readonly times?: number;
  readonly delayMs?: number;
  /** Answers this error instead; 429 is the limit of the whole service, which no header explains. */
  readonly status?: FaultStatus;
  /** `Retry-After` of that error. */
  readonly retryAfterSeconds?: number;
  /** Breaks the connection off after so many bytes of the body; 0: without a word, and nothing is done. */
  readonly dropAfter?: number;
  /** Ends the body early, but properly, after so many bytes. */
  readonly truncateAfter?: number;
  /** Sends the body no faster. */
  readonly bytesPerSecond?: number;
  /** Turns every byte of the body from this one on into rubbish. */
  readonly garbleAfter?: number;
}

export function createFaults({ get, set }: Switchboard) {
  const concerns = (fault: Fault, name: EndpointName): boolean => {
    if (fault.times === 0) return false;
    const { scope }: Endpoint = ENDPOINTS[name];
    return fault.endpoint === undefined ? scope !== undefined : fault.endpoint === name;
  };

  const shorthands = (name: EndpointName): Fault[] => {
    const { scope }: Endpoint = ENDPOINTS[name];
    const { failNext, delayMs, dropExportAfter, truncateExportAfter } = get();
    const faults: Fault[] = [];
    if (delayMs > 0) faults.push({ delayMs });
    if (failNext > 0 && scope) {
      set({ failNext: failNext - 1 });
      faults.push({ status: 500 });
    }
    if (name === "export" && dropExportAfter !== null) faults.push({ dropAfter: dropExportAfter });
    if (name === "export" && truncateExportAfter !== null) {
      faults.push({ truncateAfter: truncateExportAfter });
    }
    return faults;
  };

  return {
    /** What goes wrong with this request; a fault that has a number of times left loses one. */
    take: (name: EndpointName): Fault => {
      const mine = get().faults.filter((fault) => concerns(fault, name));
      if (mine.some(({ times }) => times !== undefined)) {
        const spend = (fault: Fault): Fault =>
          mine.includes(fault) && fault.times !== undefined
            ? { ...fault, times: fault.times - 1 }
            : fault;
        set({ faults: get().faults.map(spend) });
      }
      return Object.assign({}, ...shorthands(name), ...mine) as Fault;
    },
  };
}

export type Faults = ReturnType<typeof createFaults>;
