import "fake-indexeddb/auto";
import { unwrap, wrap } from "idb";
import type { CacheDatabase } from "../../../lib/cache/database.ts";
import type { UploadDatabase } from "../../../lib/uploads/upload-database.ts";

/**
 * A worker's hold on the database, which ends after so many transactions and
 * requests. A browser aborts the transactions of a worker that died.
 */
export class Life {
  used = 0;
  dead = false;
  /** Resolves at the end; what the worker awaits then never comes. */
  readonly end: Promise<"dead">;
  private readonly limit: number;
  private readonly open = new Set<IDBTransaction>();
  private die: (end: "dead") => void = () => undefined;

  constructor(limit: number) {
    this.limit = limit;
    this.end = new Promise((resolve) => {
      this.die = resolve;
    });
  }

  began(transaction: IDBTransaction): void {
    this.open.add(transaction);
    // Nobody is left to hear of its end.
    wrap(transaction).done.catch(() => undefined);
    const ended = (): boolean => this.open.delete(transaction);
    transaction.addEventListener("complete", ended);
    transaction.addEventListener("abort", ended);
  }

  /** False at the last step and at every one after it. */
  step(): boolean {
    if (this.dead) return false;
    if (++this.used <= this.limit) return true;
    this.dead = true;
    this.die("dead");
    for (const transaction of this.open) abort(transaction);
    return false;
  }
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch (error) {
    // One that is just committing cannot be stopped any more.
    if (!(error instanceof DOMException)) throw error;
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
  const alive = lives.get(this.db)?.step() ?? true;
  // A request that is never executed.
  return alive ? execute.call(this, request) : new (IDBRequest as unknown as new () => unknown)();
};

const begin = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (...parameters) {
  const life = lives.get(this);
  if (life?.step() === false) {
    return begin.apply(this, parameters);
  }
  const transaction = begin.apply(this, parameters);
  life?.began(transaction);
  return transaction;
};

/** Lets the worker that holds these connections die after `limit` steps in all. */
export function giveLife(database: CacheDatabase, limit: number, uploads?: UploadDatabase): Life {
  const life = new Life(limit);
  lives.set(unwrap(database), life);
  if (uploads) lives.set(unwrap(uploads), life);
  return life;
}
