// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { Options } from "../../../components/options/Options.tsx";
import { Popup } from "../../../components/popup/Popup.tsx";
import type { FailureCode } from "../../../lib/failure.ts";
import type { AppState } from "../../../lib/messages/protocol.ts";
import { appState, NOW, show } from "./support.tsx";

const nothing = async (): Promise<void> => undefined;
const noActions = new Proxy({}, { get: () => nothing }) as never;

const FACES = {
  popup: (state: AppState) => (
    <Popup
      state={state}
      failure={null}
      pageNumbers={null}
      recent={[]}
      sender={null}
      initialNumber=""
      draft={null}
      now={NOW}
      actions={noActions}
    />
  ),
  options: (state: AppState) => (
    <Options state={state} failure={null} now={NOW} version="1.2.3" actions={noActions} />
  ),
};

const failing = (code: FailureCode, lastSuccess = NOW - 120_000): AppState =>
  appState({ sync: { lastSuccess, failures: [{ code, at: NOW }] } });

const STATES: readonly (readonly [string, AppState, readonly string[]])[] = [
  [
    "a server with a problem",
    failing("server-error"),
    ["The last sync did not work", "RingCentral has a problem", "still good"],
  ],
  [
    "a list that broke off",
    failing("truncated-answer"),
    ["The last sync did not work", "arrived incomplete", "still good"],
  ],
  [
    "a full disk",
    failing("storage-full"),
    ["The last sync did not work", "The disk is full", "still good"],
  ],
  [
    "a list that is too old besides",
    failing("server-error", NOW - 7_200_000),
    ["RingCentral has a problem", "show as unverified"],
  ],
  [
    "a damaged block",
    appState({ sync: { damaged: true } }),
    ["Part of the saved list was damaged", "loaded again", "unverified"],
  ],
  [
    "a damaged block while it is loaded again",
    appState({ sync: { damaged: true, phase: "loading" } }),
    ["Part of the saved list was damaged"],
  ],
  [
    "a first list that may be cut off",
    appState({ sync: { unproven: true, phase: "loading" } }),
    ["is being compared with RingCentral", "show as unverified"],
  ],
  [
    "a rate limit with its time left",
    appState({ sync: { phase: "waiting" }, waitsUntil: NOW + 42_000 }),
    ["Waiting for RingCentral", "slow down", "Next try: in 42 seconds."],
  ],
  [
    "a rate limit that is over by now",
    appState({
      sync: {
        phase: "waiting",
        failures: [{ code: "rate-limited", at: NOW - 60_000, retryAt: NOW - 1 }],
      },
    }),
    ["Waiting for RingCentral", "slow down"],
  ],
  [
    "asking for each number, by choice",
    appState({ settings: { mode: "on-demand" } }),
    ["Asks RingCentral for each number", "Your settings keep no opt-out list"],
  ],
  [
    "asking for each number, where the whole is refused",
    appState({ sync: { onDemand: "refused" } }),
    ["Asks RingCentral for each number", "may not read the whole opt-out list"],
  ],
  [
    "asking for each number while offline",
    appState({
      sync: { onDemand: "refused", failures: [{ code: "offline", at: NOW }] },
    }),
    ["Asks RingCentral for each number", "You are offline"],
  ],
  [
    "asking for each number within a rate limit",
    appState({ sync: { onDemand: "refused" }, waitsUntil: NOW + 30_000 }),
    ["Asks RingCentral for each number", "Next try: in 30 seconds."],
  ],
];

describe.each(Object.entries(FACES))("the %s", (_name, face) => {
  it.each(STATES)("has a face for %s", (_state, state, texts) => {
    const { container } = show(face(state));
    for (const text of texts) expect(container.textContent).toContain(text);
  });

  it("says nothing where all is well", () => {
    const { container } = show(face(appState()));
    expect(container.querySelector(".banner")).toBeNull();
  });
});
