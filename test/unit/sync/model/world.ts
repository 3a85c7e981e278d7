import { IDBFactory } from "fake-indexeddb";
import { expect } from "vitest";
import { type ConsentRecord, isOptOut } from "../../../../lib/consent/record.ts";
import { scopeKey } from "../../../../lib/consent/scope.ts";
import { toFailure } from "../../../../lib/failure.ts";
import type { E164 } from "../../../../lib/phone/e164.ts";
import type { ConsentChange } from "../../../../lib/ringcentral/types.ts";
import type { StoredConsent } from "../../../emulator/consents/record.ts";
import { memoryValue } from "../../../support/memory-value.ts";
import { createServer, type NetworkFault } from "./server.ts";
import { startWorker, type Worker } from "./worker.ts";

export const PEOPLE = [0, 1, 2, 3].map((n) => `+1415555012${n}` as E164);
export const NUMBERS = ["+16505550101", "+16505550102"] as E164[];

/** null: the whole account. */
export type From = E164 | null;

export type Task =
  | { readonly do: "sync" }
  | { readonly do: "flush" }
  | { readonly do: "change"; readonly to: E164; readonly from: From; readonly optIn: boolean }
  | { readonly do: "hear"; readonly order: "first" | "last"; readonly twice: boolean };

export type Operation =
  | { readonly op: "server"; readonly to: E164; readonly from: From; readonly optIn: boolean }
  | { readonly op: "run"; readonly task: Task; readonly diesAfter: number | null }
  | { readonly op: "lose-events" }
  | { readonly op: "faults"; readonly faults: readonly NetworkFault[] }
  | { readonly op: "endpoints"; readonly off: readonly ("export" | "search" | "list")[] }
  | { readonly op: "clock"; readonly ms: number }
  | { readonly op: "revoke" }
  | { readonly op: "sign-in" }
  | { readonly op: "disk-full"; readonly puts: number }
  | {
      readonly op: "corrupt";
      readonly store: "blocks" | "details" | "snapshots";
      readonly at: number;
    };

const toRecord = (r: StoredConsent): ConsentRecord => ({
  from: (r.from ?? null) as From,
  to: r.to as E164,
  optStatus: r.optStatus,
  coverage: r.coverage,
  source: r.source,
  lastModifiedTime: r.lastModifiedTime,
});

const keyOf = (record: ConsentRecord): string => `${record.to} ${scopeKey(record)}`;

const keyOfChange = ({ to, from }: ConsentChange): string =>
  keyOf({ to, from, coverage: from === null ? "Account" : "PhoneNumber", optStatus: "OptOut" });

let putsUntilFull = Number.POSITIVE_INFINITY;
const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (...parameters) {
  if (--putsUntilFull < 0) throw new DOMException("disk full", "QuotaExceededError");
  return put.apply(this, parameters);
};

/** The server, the disk and the worker, what may befall them, and the laws that hold all the while. */
export class World {
  private readonly server = createServer();
  private readonly disk = { tokens: memoryValue(), rateLimits: memoryValue() };
  private worker: Worker | null = null;
  private events: ConsentRecord[] = [];
  /** Pairs that were shown as opted out and that the server has not opted in since. */
  private shown = new Set<string>();
  /** Pairs that were ever opted out, on the server or by a person here. */
  private readonly everOut = new Set<string>();
  private readonly applied = new Map<string, number>();
  private changes = 0;

  async begin(): Promise<void> {
    globalThis.indexedDB = new IDBFactory();
    putsUntilFull = Number.POSITIVE_INFINITY;
    this.server.setSwitches({ limits: { light: 20, medium: 40, heavy: 10, auth: 5 } });
    this.server.onChange((stored) => {
      const record = toRecord(stored);
      this.events.push(record);
      if (isOptOut(record)) this.everOut.add(keyOf(record));
      else this.shown.delete(keyOf(record));
      const { notes } = stored;
      if (notes) this.applied.set(notes, (this.applied.get(notes) ?? 0) + 1);
    });
    for (const [index, to] of PEOPLE.entries()) {
      this.change(to, NUMBERS[index % 2] ?? null, index === 3);
    }
    this.events = [];
    await this.disk.tokens.save(this.server.signIn());
    this.worker = await startWorker(this.server, this.disk);
  }

  async apply(operation: Operation): Promise<void> {
    switch (operation.op) {
      case "server":
        this.change(operation.to, operation.from, operation.optIn);
        break;
      case "run":
        await this.run(operation.task, operation.diesAfter);
        break;
      case "lose-events":
        this.events = [];
        break;
      case "faults":
        this.server.addFaults(operation.faults);
        break;
      case "endpoints":
        this.server.setSwitches({ off: operation.off });
        break;
      case "clock":
        this.server.pass(operation.ms);
        break;
      case "revoke":
        this.server.revokeTokens();
        break;
      case "sign-in":
        await this.disk.tokens.save(this.server.signIn());
        await this.restart();
        break;
      case "disk-full":
        putsUntilFull = operation.puts;
        break;
      case "corrupt":
        await this.corrupt(operation.store, operation.at);
        break;
    }
    await this.checkLaws();
  }

  /** Faults stop: in the end the cache says what the server says. */
  async settle(): Promise<void> {
    this.server.clearFaults();
    this.server.setSwitches({ off: [] });
    putsUntilFull = Number.POSITIVE_INFINITY;
    this.server.pass(2 * 24 * 60 * 60_000);
    await this.disk.tokens.save(this.server.signIn());
    await this.restart();
    await this.run({ do: "flush" }, null);
    await this.run({ do: "sync" }, null);
    await this.checkLaws();
    const { worker } = this;
    if (!worker) return;
    const status = await worker.sync.status();
    expect(status.lastSuccess, JSON.stringify(status)).toBeGreaterThan(
      this.server.now() - 60 * 60_000,
    );
    const { optOuts, uncertain } = await worker.cache.lookUp(PEOPLE);
    expect([...uncertain]).toEqual([]);
    const known = [...optOuts].flatMap(([to, list]) => list.map((o) => `${to} ${scopeKey(o)}`));
    const expected = this.server.store.records().map(toRecord).filter(isOptOut).map(keyOf);
    const entries = await worker.outbox.entries();
    // The customer's word guards on until somebody drops the change that the server refused.
    const held = entries.flatMap(({ change, state, errorCode }) =>
      state === "refused" && change.optStatus === "OptOut" && errorCode !== "changed-meanwhile"
        ? [keyOfChange(change)]
        : [],
    );
    expect(known.sort()).toEqual([...new Set([...expected, ...held])].sort());
    expect(entries.filter(({ state }) => state !== "sent" && state !== "refused")).toEqual([]);
    const verdicts = await worker.verdicts(PEOPLE);
    for (const { recipient, kind } of verdicts) {
      expect(kind === "clear").toBe(!known.some((text) => text.startsWith(recipient)));
    }
  }

  async end(): Promise<void> {
    putsUntilFull = Number.POSITIVE_INFINITY;
    await this.worker?.end();
  }

  private change(to: E164, from: From, optIn: boolean): void {
    this.server.pass(1);
    this.server.store.put({
      ...(from === null ? {} : { from }),
      to,
      optStatus: optIn ? "OptIn" : "OptOut",
      source: "Recipient",
      coverage: from === null ? "Account" : "PhoneNumber",
    });
  }

  private async restart(): Promise<void> {
    await this.worker?.end();
    this.worker = await startWorker(this.server, this.disk);
  }

  private async run(task: Task, diesAfter: number | null): Promise<void> {
    const worker = this.worker;
    if (!worker) return;
    if (diesAfter === null) {
      await this.perform(worker, task);
      return;
    }
    const life = worker.dieAfter(diesAfter);
    await Promise.race([this.perform(worker, task), life.end]);
    // It may still die of what the task has left running.
    if (!life.dead) await Promise.race([worker.end(), life.end]);
    if (life.dead) worker.bury();
    this.worker = await startWorker(this.server, this.disk);
  }

  private async perform(worker: Worker, task: Task): Promise<void> {
    try {
      await this.attempt(worker, task);
    } catch (error) {
      // A full disk is told to whoever asked; everything else has to be in a status or a report.
      if (toFailure(error).code !== "storage-full") throw error;
    }
  }

  private async attempt(worker: Worker, task: Task): Promise<void> {
    switch (task.do) {
      case "sync":
        await worker.sync.run(worker.signal);
        break;
      case "flush":
        await worker.outbox.flush(worker.signal);
        break;
      case "change": {
        const { to, from, optIn } = task;
        const change: ConsentChange = {
          to,
          from,
          optStatus: optIn ? "OptIn" : "OptOut",
          notes: `change ${++this.changes}`,
        };
        if (!optIn) this.everOut.add(keyOfChange(change));
        await worker.outbox.submit([change], worker.signal);
        break;
      }
      case "hear": {
        const event = task.order === "first" ? this.events.shift() : this.events.pop();
        if (!event) return;
        await worker.hear([event]);
        if (task.twice) await worker.hear([event]);
        break;
      }
    }
  }

  private async corrupt(store: "blocks" | "details" | "snapshots", at: number): Promise<void> {
    const db = this.worker?.db;
    const [key] = (await db?.getAllKeys(store)) ?? [];
    if (!db || key === undefined) return;
    const value = await db.get(store, key as never);
    const spoilt =
      value instanceof Uint8Array
        ? value.map((byte, index) => (index === at % value.length ? byte ^ 1 : byte))
        : { ...(value as object), generation: -at };
    const space = putsUntilFull;
    putsUntilFull = Number.POSITIVE_INFINITY;
    await db.put(store, spoilt, key as never);
    putsUntilFull = space;
  }

  private async checkLaws(): Promise<void> {
    const { worker } = this;
    if (!worker) return;
    expect(this.server.early, "requests during a penalty").toEqual([]);
    const { optOuts, uncertain } = await worker.cache.lookUp(PEOPLE);
    const known = new Set(
      [...optOuts].flatMap(([to, list]) => list.map((o) => `${to} ${scopeKey(o)}`)),
    );
    for (const pair of known) {
      expect(this.everOut.has(pair), `never opted out: ${pair}`).toBe(true);
    }
    const verdicts = await worker.verdicts(PEOPLE);
    for (const pair of this.shown) {
      const to = pair.split(" ")[0] as E164;
      const stands = known.has(pair) || uncertain.has(to);
      expect(stands, `forgotten: ${pair}`).toBe(true);
      const verdict = verdicts.find(({ recipient }) => recipient === to);
      expect(verdict?.kind, `looks clear: ${pair}`).not.toBe("clear");
    }
    for (const pair of known) if (!this.optedInNow(pair)) this.shown.add(pair);
  }

  /** Whether the server's record of a pair is an opt-in: then what is shown may go at any time. */
  private optedInNow(pair: string): boolean {
    return this.server.store
      .records()
      .map(toRecord)
      .some((record) => keyOf(record) === pair && !isOptOut(record));
  }

  /** How often each change by a person was applied. */
  get applications(): ReadonlyMap<string, number> {
    return this.applied;
  }
}
