import fc from "fast-check";
import type { NetworkFault } from "./server.ts";
import { NUMBERS, type Operation, PEOPLE, type Task, World } from "./world.ts";

const to = fc.constantFrom(...PEOPLE);
const from = fc.constantFrom(...NUMBERS, null);
const optIn = fc.boolean();

const task: fc.Arbitrary<Task> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ do: "sync" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "flush" as const }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("change" as const), to, from, optIn }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("hear" as const),
      order: fc.constantFrom("first" as const, "last" as const),
      twice: fc.boolean(),
    }),
  },
);

const fault: fc.Arbitrary<NetworkFault> = fc.oneof(
  fc.record({ kind: fc.constant("lost" as const), before: fc.boolean() }),
  fc.record({ kind: fc.constantFrom("cut", "drop", "garble"), at: fc.nat(2000) }),
  fc.record({
    kind: fc.constant("status" as const),
    status: fc.constantFrom(401, 403, 429, 500, 503),
    headers: fc.boolean(),
  }),
);

const DAY = 24 * 60 * 60_000;

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ op: fc.constant("server" as const), to, from, optIn }) },
  {
    weight: 8,
    arbitrary: fc.record({
      op: fc.constant("run" as const),
      task,
      diesAfter: fc.option(fc.nat(60), { freq: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ op: "lose-events" as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      op: fc.constant("faults" as const),
      faults: fc.array(fault, { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      op: fc.constant("endpoints" as const),
      off: fc.subarray(["export", "search", "list"] as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      op: fc.constant("clock" as const),
      ms: fc.constantFrom(60_000, 2 * 60 * 60_000, DAY, -DAY),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ op: "revoke" as const }) },
  { weight: 1, arbitrary: fc.constant({ op: "sign-in" as const }) },
  {
    weight: 1,
    arbitrary: fc.record({ op: fc.constant("disk-full" as const), puts: fc.nat(12) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      op: fc.constant("corrupt" as const),
      store: fc.constantFrom("blocks", "details", "snapshots"),
      at: fc.nat(100),
    }),
  },
);

class Command implements fc.AsyncCommand<object, World> {
  private readonly operation: Operation;

  constructor(given: Operation) {
    this.operation = given;
  }

  check = (): boolean => true;
  run = (_model: object, world: World): Promise<void> => world.apply(this.operation);
  toString = (): string => JSON.stringify(this.operation);
}

export async function playOut(operations: readonly Operation[]): Promise<void> {
  const world = new World();
  await world.begin();
  try {
    for (const one of operations) await world.apply(one);
    await world.settle();
  } finally {
    await world.end();
  }
}

/** Whatever happens in whatever order, the laws hold all the while and the cache is true in the end. */
export const lawfulWorld = fc.asyncProperty(
  fc.commands([operation.map((given) => new Command(given))], { maxCommands: 14 }),
  async (commands) => {
    const world = new World();
    await world.begin();
    try {
      await fc.asyncModelRun(() => ({ model: {}, real: world }), commands);
      await world.settle();
    } finally {
      await world.end();
    }
  },
);
