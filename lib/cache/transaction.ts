import type { IDBPTransaction } from "idb";
import type { CacheDatabase, CacheSchema, StoreName } from "./database.ts";

type Transaction<
  Stores extends ArrayLike<StoreName>,
  Mode extends IDBTransactionMode,
> = IDBPTransaction<CacheSchema, Stores, Mode>;

/** Runs a task within one transaction: all of it is kept, or nothing when it throws. */
export async function inTransaction<
  const Stores extends readonly StoreName[],
  Mode extends "readonly" | "readwrite",
  Result,
>(
  db: CacheDatabase,
  stores: Stores,
  mode: Mode,
  task: (transaction: Transaction<[...Stores], Mode>) => Promise<Result>,
): Promise<Result> {
  const transaction = db.transaction([...stores] as [...Stores], mode);
  // Awaited below; an abort before that must not count as unhandled.
  transaction.done.catch(() => undefined);
  try {
    const result = await task(transaction);
    await transaction.done;
    return result;
  } catch (error) {
    abort(transaction);
    // When the browser has ended it, the transaction knows why and its requests do not.
    throw transaction.error ?? error;
  }
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch (error) {
    // It has ended by itself.
    if (!(error instanceof DOMException && error.name === "InvalidStateError")) throw error;
  }
}
