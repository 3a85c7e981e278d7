import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { startEmulator } from "../../../emulator/emulator.ts";
import { memoryValue } from "../../../support/memory-value.ts";
import { type Follower, follow, signedIn, stillClock, until } from "./live-client.ts";

vi.setConfig({ testTimeout: 120_000 });
const SUPPORT = "+16505550101";
const customer = (i: number): string => `+1415555${String(1000 + i)}`;

/** What may happen between the server and the worker; `ms` after it the next thing does. */
const happening = fc.record({
  kind: fc.constantFrom(
    ...(["change", "change", "change", "drop", "drop", "end", "die", "offline"] as const),
    ...(["rubbish", "unreadable", "full-disk", "away", "expire"] as const),
  ),
  ms: fc.constantFrom(0, 0, 1000, 5000, 25_000, 200_000),
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
      /** Goes on until it is live and has read what was sent. */
      const settle = async (): Promise<void> => {
        let looks = 0;
        await until(() => {
          // A limit may be waited for while it connects.
          if (++looks % 30 === 0) session.advance(5000);
          const last = worker.states.at(-1);
          if (last?.phase === "waiting" && last.retryAt !== null) {
            session.advance(Math.max(0, last.retryAt - session.clock.now()));
          }
          expect(last, JSON.stringify(worker.states)).toEqual({ phase: "live" });
        });
        const seen = worker.heard.frames;
        emulator.sendText('[{"type":"Heartbeat","messageId":"seen"}]');
        await until(() => expect(worker.heard.frames).toBeGreaterThan(seen));
      };

      for (const { kind, ms, doubled, reordered } of happenings) {
        emulator.setSwitches({ doubleEvents: doubled, reorderEvents: reordered });
        switch (kind) {
          case "change": {
            const to = customer(customers++);
            log.push(`made ${to}`);
            emulator.keyword({ from: to, to: SUPPORT, text: "STOP" });
            break;
          }
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
        await new Promise(setImmediate);
      }

      fullDisk = false;
      // Two that were to come the other way round are not held back for ever.
      emulator.setSwitches({ reorderEvents: false, doubleEvents: false });
      await settle();
      emulator.keyword({ from: customer(9999), to: SUPPORT, text: "STOP" });
      await settle();
      await until(() => expect(log).toContain(`told ${customer(9999)}`));

      const lastGap = log.lastIndexOf("gap");
      log.forEach((entry, made) => {
        if (!entry.startsWith("made")) return;
        const told = log.indexOf(entry.replace("made", "told"), made);
        expect(told > made || lastGap > made, `${entry} in ${log.join(", ")}`).toBe(true);
      });
      expect(emulator.log().filter(({ status }) => status === 429)).toEqual([]);
      await worker.stop();
      await until(() => expect(emulator.sockets()).toEqual([]));
      expect(session.clock.sleeping()).toBe(0);
      await emulator.close();
    }),
    { numRuns: 40, endOnFailure: true },
  );
});
