import type { Route } from "../http/api-env.ts";
import { ApiError, invalidParameter } from "../http/api-error.ts";
import { jsonBody } from "../http/parameters.ts";
import type { Switches } from "../switches.ts";
import { readChange } from "./change.ts";
import type { ConsentStore } from "./store.ts";

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Adds or updates; good records are done even where others fail, and a 200 may hide failures. */
export function mountEdit(route: Route, store: ConsentStore, switches: () => Switches): void {
  route("edit", async (context) => {
    const { records } = await jsonBody(context);
    if (!Array.isArray(records) || records.length === 0 || !records.every(isRecord)) {
      throw invalidParameter("records");
    }
    const { maxBatch } = switches();
    if (records.length > maxBatch) {
      const message = `Batch request is limited to ${maxBatch} entries`;
      throw new ApiError(400, "InvalidParameter", "CMN-106", message);
    }
    const failedRecords = records.flatMap((raw) => {
      const change = readChange(raw, switches());
      if ("errorCode" in change) return { ...raw, error: change };
      store.put(change);
      return [];
    });
    return context.json({ failedRecords });
  });
}
