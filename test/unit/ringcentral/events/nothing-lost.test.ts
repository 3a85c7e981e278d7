import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { startEmulator } from "../../../emulator/emulator.ts";
import { memoryValue } from "../../../support/memory-value.ts";
import { type Follower, follow, signedIn, stillClock, until } from "./live-client.ts";

vi.setConfig({ testTimeout: 120_000 });
const SUPPORT = "+16505550101";
const customer = (i: number): string => `+1415555${String(1000 + i)}`;

/** What may happen between the server and the worker, and what passes before the next thing does. */
const happening = fc.record({
  kind: fc.constantFrom(
    ...(["change", "change", "burst", "drop", "drop", "end", "die", "offline"] as const),
    ...(["rubbish", "unreadable", "full-disk", "away", "expire"] as const),
  ),
  /** By the clock. */
  ms: fc.constantFrom(0, 0, 0, 1000, 5000, 25_000, 200_000),
  /** In truth: time for what was sent to arrive. */
  arrives: fc.boolean(),
  doubled: fc.boolean(),
  reordered: fc.boolean(),
});

it("every change is told, or a gap is told after it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 1, maxLength: 15 }), async (happenings) => {
      const emulator = await startEmulator({ now: stillClock, switches: { recoveryBuffer: 3 } });
      const session = await signedIn(emulator);
      const stored = memoryValue();
      const log: string[] = [];
      let customers = 0;
      let fullDisk = false;

      const begin = (): Follower =>
        follow(session.nextWorker(), {
          stored,
          onChanges: async (records) => {
            if (fullDisk) throw new Error("disk full");
            for (const { to } of records) log.push(`told ${to}`);
          },
          onGap: () => void log.push("gap"),
        });
      let worker = begin();
      const make = (): void => {
        const to = customer(customers++);
        log.push(`made ${to}`);
        emulator.keyword({ from: to, to: SUPPORT, text: "STOP" });
      };
      /** Changes of which nothing was told, neither themselves nor a gap after them. */
      const lost = (): string[] => {
        const lastGap = log.lastIndexOf("gap");
        return log.filter((entry, made) => {
          if (!entry.startsWith("made") || lastGap > made) return false;
          return log.indexOf(entry.replace("made", "told"), made) < 0;
        });
      };
      /** Lets time pass until it is live and nothing is lost. */
      const settle = async (): Promise<void> => {
        let looks = 0;
        await until(() => {
          const last = worker.states.at(-1);
          if (last?.phase === "waiting" && last.retryAt !== null) {
            session.advance(Math.max(0, last.retryAt - session.clock.now()));
          }
          // A limit may be waited for while it connects.
          if (++looks % 30 === 0 && last?.phase === "connecting") session.advance(5000);
          expect(last, JSON.stringify(worker.states)).toEqual({ phase: "live" });
          expect(lost(), log.join(", ")).toEqual([]);
        });
      };

      await settle();
      for (const { kind, ms, arrives, doubled, reordered } of happenings) {
        emulator.setSwitches({ doubleEvents: doubled, reorderEvents: reordered });
        switch (kind) {
          case "change":
            make();
            break;
          case "burst":
            for (let i = 0; i < 5; i++) make();
            break;
          case "drop":
            emulator.closeSockets(1006);
            break;
          case "end":
            emulator.closeSockets(1001);
            break;
          case "die":
            await worker.stop();
            worker = begin();
            break;
          case "offline":
            worker.network.set(false);
            worker.network.set(true);
            break;
          case "rubbish":
            emulator.sendText("rubbish");
            break;
          case "unreadable":
            emulator.sendText('[{"type":"ServerNotification"},7]');
            break;
          case "full-disk":
            fullDisk = !fullDisk;
            break;
          case "away":
            emulator.setSwitches({ faults: [{ endpoint: "wstoken", status: 503, times: 2 }] });
            break;
          case "expire":
            emulator.expireTokens();
        }
        session.advance(ms);
        await new Promise((resolve) => setTimeout(resolve, arrives ? 10 : 0));
      }

      fullDisk = false;
      // Two that were to come the other way round are not held back for ever: the next one lets them go.
      emulator.setSwitches({ reorderEvents: false, doubleEvents: false });
      make();
      await settle();
      make();
      await settle();
      expect(emulator.log().filter(({ status }) => status === 429)).toEqual([]);
      await worker.stop();
      await until(() => expect(emulator.sockets()).toEqual([]));
      expect(session.clock.sleeping()).toBe(0);
      await emulator.close();
    }),
    { numRuns: 40, endOnFailure: true },
  );
});
