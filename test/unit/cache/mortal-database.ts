import "fake-indexeddb/auto";
import { unwrap, wrap } from "idb";
import type { CacheDatabase } from "../../../lib/cache/database.ts";

/** What becomes of the transactions that were open when the worker died: a browser may do either. */
export type Fate = "open transactions abort" | "open transactions commit";

export class WorkerDied extends Error {}

/** A worker's hold on the database, which ends after so many transactions and requests. */
export class Life {
  used = 0;
  dead = false;
  private readonly limit: number;
  private readonly fate: Fate;
  private readonly open = new Set<IDBTransaction>();

  constructor(limit: number, fate: Fate) {
    this.limit = limit;
    this.fate = fate;
  }

  began(transaction: IDBTransaction): void {
    this.open.add(transaction);
    // Nobody is left to hear of its end.
    wrap(transaction).done.catch(() => undefined);
    const ended = (): boolean => this.open.delete(transaction);
    transaction.addEventListener("complete", ended);
    transaction.addEventListener("abort", ended);
  }

  /** @throws WorkerDied at the last step and at every one after it */
  step(): void {
    if (!this.dead && ++this.used <= this.limit) return;
    if (!this.dead) this.end();
    throw new WorkerDied();
  }

  private end(): void {
    this.dead = true;
    if (this.fate === "open transactions commit") return;
    for (const transaction of this.open) {
      try {
        transaction.abort();
      } catch (error) {
        // One that is just committing cannot be stopped any more.
        if (!(error instanceof DOMException)) throw error;
      }
    }
  }
}

const lives = new WeakMap<object, Life>();

/** Every request of fake-indexeddb goes through here. */
const requests = IDBTransaction.prototype as unknown as {
  db: object;
  _execRequestAsync(this: { db: object }, request: unknown): unknown;
};
const execute = requests._execRequestAsync;
requests._execRequestAsync = function (request) {
  lives.get(this.db)?.step();
  return execute.call(this, request);
};

const begin = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (...parameters) {
  const life = lives.get(this);
  life?.step();
  const transaction = begin.apply(this, parameters);
  life?.began(transaction);
  return transaction;
};

/** Lets the worker that holds this connection die after `limit` steps. */
export function giveLife(database: CacheDatabase, limit: number, fate: Fate): Life {
  const life = new Life(limit, fate);
  lives.set(unwrap(database), life);
  return life;
}
