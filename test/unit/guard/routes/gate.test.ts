import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { UnverifiedPolicy } from "../../../../lib/consent/route-policy.ts";
import type { Verdict, VerdictKind } from "../../../../lib/consent/verdict.ts";
import { createGate, type Refusal } from "../../../../lib/guard/routes/gate.ts";
import type { TriedRoute } from "../../../../lib/guard/routes/tried-route.ts";
import { createVerdictStore } from "../../../../lib/guard/verdict-store.ts";
import type { Ask } from "../../../../lib/messages/page-client.ts";
import type { E164 } from "../../../../lib/phone/e164.ts";

const ADA = "+14155552671" as E164;
const BEN = "+12125550199" as E164;

const to = (...recipients: E164[]): TriedRoute => ({
  recipients,
  unreadable: [],
  element: null,
  guessed: false,
});

const verdict = (recipient: E164, kind: VerdictKind): Verdict => ({
  recipient,
  kind,
  optOuts: kind === "opted-out" ? [{ from: null, coverage: "Account" }] : [],
  asOf: 0,
});

/** A gate over a background that answers when it is told to. */
function setUp(
  kinds: Readonly<Record<string, VerdictKind>>,
  unverified: UnverifiedPolicy = "warn",
) {
  const stop = new AbortController();
  const refusals: Refusal[] = [];
  const results: string[] = [];
  const waiting: boolean[] = [];
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const ask = vi.fn(async (_name: string, { recipients }: { recipients: readonly E164[] }) => {
    await answered;
    return {
      verdicts: recipients.map((recipient) => verdict(recipient, kinds[recipient] ?? "clear")),
    };
  });
  const verdicts = createVerdictStore(ask as unknown as Ask, () => undefined, stop.signal);
  const gate = createGate(
    {
      policy: () => ({ unverified, anyNumberBlocks: true }),
      verdicts,
      explain: (refusal) => refusals.push(refusal),
      checking: (state) => waiting.push(state),
      attempted: (_recipients, result) => results.push(result),
    },
    stop.signal,
  );
  return { gate, verdicts, refusals, results, waiting, answer, stop };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a text whose verdict is not known", () => {
  it("waits, and goes once it is found clear", async () => {
    const { gate, answer, refusals } = setUp({});
    const launch = vi.fn();
    expect(gate.isOpen(to(ADA))).toBe(false);
    gate.attempt(to(ADA), launch);
    await settle();
    expect(launch).not.toHaveBeenCalled();
    answer();
    await settle();
    expect(launch).toHaveBeenCalledOnce();
    expect(refusals).toEqual([]);
  });

  it("is refused when one of several has opted out, and says which", async () => {
    const { gate, answer, refusals, results } = setUp({ [BEN]: "opted-out" });
    const launch = vi.fn();
    gate.attempt(to(ADA, BEN), launch);
    answer();
    await settle();
    expect(launch).not.toHaveBeenCalled();
    expect(results).toEqual(["blocked"]);
    expect(refusals[0]?.decision).toBe("block");
    expect(refusals[0]?.verdicts.filter(({ kind }) => kind === "opted-out")).toMatchObject([
      { recipient: BEN },
    ]);
  });

  it("is launched once however often it is pressed", async () => {
    const { gate, answer } = setUp({});
    const launch = vi.fn();
    for (let i = 0; i < 3; i++) gate.attempt(to(ADA), launch);
    answer();
    await settle();
    expect(launch).toHaveBeenCalledOnce();
    expect(gate.justLaunched(to(ADA))).toBe(true);
  });

  it("says that it is being checked when that takes long", async () => {
    const { gate, answer, waiting } = setUp({});
    gate.attempt(to(ADA), () => undefined);
    await vi.advanceTimersByTimeAsync(500);
    expect(waiting).toEqual([true]);
    answer();
    await settle();
    expect(waiting).toEqual([true, false]);
  });

  it.each([
    ["allow", 1, []],
    ["warn", 0, ["warn"]],
    ["block", 0, ["block"]],
  ] as const)(
    "falls under the policy %s when nobody answers",
    async (policy, launches, decisions) => {
      const { gate, refusals } = setUp({}, policy);
      const launch = vi.fn();
      gate.attempt(to(ADA), launch);
      await vi.advanceTimersByTimeAsync(3000);
      expect(launch).toHaveBeenCalledTimes(launches);
      expect(refusals.map(({ decision }) => decision)).toEqual(decisions);
      if (refusals[0]) expect(refusals[0].verdicts[0]?.reason).toBe("unreachable");
    },
  );

  it("is dropped when the guard leaves the page", async () => {
    const { gate, answer, stop } = setUp({});
    const launch = vi.fn();
    gate.attempt(to(ADA), launch);
    stop.abort();
    answer();
    await vi.advanceTimersByTimeAsync(5000);
    expect(launch).not.toHaveBeenCalled();
  });
});

describe("a warning", () => {
  const warned = async () => {
    const all = setUp({ [ADA]: "unverified" });
    all.answer();
    all.verdicts.need([ADA]);
    await settle();
    return all;
  };

  it("can be overridden for that one attempt", async () => {
    const { gate, refusals, results } = await warned();
    const launch = vi.fn(() => expect(gate.isOpen(to(ADA))).toBe(true));
    gate.attempt(to(ADA), launch);
    expect(refusals[0]?.decision).toBe("warn");
    refusals[0]?.override();
    expect(launch).toHaveBeenCalledOnce();
    expect(results).toEqual(["warned", "overridden"]);
    expect(gate.isOpen(to(ADA))).toBe(false);
  });

  it("lets the page's own code follow an override once, and not for long", async () => {
    const { gate, refusals } = await warned();
    const override = (): void => {
      gate.attempt(to(ADA), () => undefined);
      refusals.at(-1)?.override();
    };
    override();
    expect(gate.isOpenToScript(to(ADA))).toBe(true);
    expect(gate.isOpenToScript(to(ADA))).toBe(false);
    override();
    expect(gate.isOpenToScript(to(BEN))).toBe(false);
    await vi.advanceTimersByTimeAsync(2001);
    expect(gate.isOpenToScript(to(ADA))).toBe(false);
  });
});

describe("a guess", () => {
  it("warns and never blocks", async () => {
    const { gate, refusals, answer } = setUp({ [ADA]: "opted-out" });
    gate.attempt({ ...to(ADA, BEN), guessed: true }, () => undefined);
    answer();
    await settle();
    expect(refusals[0]?.decision).toBe("warn");
    refusals[0]?.override();
    expect(gate.isOpenToScript(to(ADA))).toBe(false);
  });
});

it("a recipient that nobody can read falls under the policy for the unverified", async () => {
  const { gate, refusals } = setUp({}, "block");
  gate.attempt({ ...to(), unreadable: ["nobody"] }, () => undefined);
  await settle();
  expect(refusals[0]).toMatchObject({ decision: "block", unreadable: ["nobody"] });
});
