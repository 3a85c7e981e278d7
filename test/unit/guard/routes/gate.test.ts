import { expect, it, vi } from "vitest";
import type { Verdict, VerdictKind } from "../../../../lib/consent/verdict.ts";
import { createGate } from "../../../../lib/guard/routes/gate.ts";
import type { TriedRoute } from "../../../../lib/guard/routes/tried-route.ts";
import type { E164 } from "../../../../lib/phone/e164.ts";
import { eventually } from "../../../support/eventually.ts";

const ADA = "+14155552671" as E164;
const ROUTE: TriedRoute = { recipients: [ADA], unreadable: [], element: null, guessed: false };

const verdict = (kind: VerdictKind): Verdict => ({
  recipient: ADA,
  kind,
  optOuts: kind === "opted-out" ? [{ from: null, coverage: "Account" }] : [],
  asOf: 1,
});

function gateWith() {
  const state = {
    known: undefined as Verdict | undefined,
    knows: (_recipient: E164): Verdict | undefined => state.known,
    policy: "warn",
    ready: Promise.resolve() as Promise<unknown>,
    explained: [] as string[],
    told: [] as (readonly string[])[],
  };
  const gate = createGate(
    {
      policy: () => ({ unverified: state.policy, anyNumberBlocks: true, optInMissing: "warn" }),
      ready: () => state.ready,
      verdicts: {
        get: (recipient: E164) => state.knows(recipient),
        need: () => undefined,
        decide: async () => {
          await Promise.resolve();
          state.known ??= verdict("clear");
          return [state.known];
        },
        refresh: () => undefined,
      },
      explain: ({ decision }: { decision: string }) => state.explained.push(decision),
      checking: () => undefined,
      attempted: (recipients: readonly string[]) => state.told.push(recipients),
    } as unknown as Parameters<typeof createGate>[0],
    new AbortController().signal,
  );
  return { gate, state };
}

it("lets one launch of the page's own code follow a text that was let through", async () => {
  const { gate, state } = gateWith();
  const launch = vi.fn();
  gate.attempt(ROUTE, launch);
  await eventually(() => expect(launch).toHaveBeenCalledOnce());
  state.known = undefined;
  expect(gate.isOpenToScript(ROUTE)).toBe(true);
  expect(gate.isOpenToScript(ROUTE)).toBe(false);
});

it("lets none follow when an opt-out has come meanwhile", async () => {
  const { gate, state } = gateWith();
  const launch = vi.fn();
  gate.attempt(ROUTE, launch);
  await eventually(() => expect(launch).toHaveBeenCalledOnce());
  state.known = verdict("opted-out");
  expect(gate.isOpenToScript(ROUTE)).toBe(false);
});

it("decides an early press by the company's policy, not by the one before it was told", async () => {
  const { gate, state } = gateWith();
  state.known = undefined;
  let tell: () => void = () => undefined;
  state.ready = new Promise<void>((resolve) => {
    tell = resolve;
  });
  gate.attempt(ROUTE, vi.fn());
  state.known = verdict("unverified");
  state.policy = "block";
  tell();
  await eventually(() => expect(state.explained).toEqual(["block"]));
});

it("tells of a guess only whom it warned of, however many numbers the page has", () => {
  const { gate, state } = gateWith();
  const phones = Array.from({ length: 5000 }, (_, index) => `+1415${5550000 + index}` as E164);
  const kinds: VerdictKind[] = ["clear", "opted-out", "opted-out", "opted-out"];
  state.knows = (recipient) => ({
    ...verdict(kinds[Number(recipient.slice(-1)) % 4] ?? "clear"),
    recipient,
  });
  gate.attempt({ ...ROUTE, recipients: phones, guessed: true }, vi.fn());
  expect(state.explained).toEqual(["warn"]);
  expect(state.told[0]).toHaveLength(1000);
  expect(state.told[0]).not.toContain("+14155550000");
});
