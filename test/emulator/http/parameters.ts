import type { ApiContext } from "./api-env.ts";
import { ApiError, invalidParameter } from "./api-error.ts";

const E164 = /^\+[1-9]\d{6,14}$/;

export const isE164 = (value: unknown): value is string =>
  typeof value === "string" && E164.test(value);

/** One of some words, as a test for `listOf`. */
export const oneOf =
  <T extends string>(words: readonly T[]) =>
  (value: unknown): value is T =>
    words.some((word) => word === value);

/** A list parameter; empty where it is absent. @throws ApiError CMN-101 */
export function listOf<T extends string>(
  value: unknown,
  parameterName: string,
  fits: (item: unknown) => item is T,
): readonly T[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || !value.every(fits)) throw invalidParameter(parameterName);
  return value;
}

/** Default 100; more than 1000 is lowered to it, less than 1 refused. */
export function perPageOf(value: unknown): number {
  if (value === undefined) return 100;
  if (!Number.isInteger(value) || Number(value) < 1) throw invalidParameter("perPage");
  return Math.min(Number(value), 1000);
}

/** A number in a query; NaN for anything else, undefined where it is absent. */
export const numberIn = (value: string | undefined): number | undefined =>
  value === undefined ? undefined : /^-?\d+$/.test(value) ? Number(value) : Number.NaN;

/** A body that is a JSON object. @throws ApiError CMN-103 */
export async function jsonBody(context: ApiContext): Promise<Record<string, unknown>> {
  if (!context.req.header("Content-Type")?.includes("json")) {
    throw new ApiError(400, "InvalidParameter", "CMN-104", "Cannot parse request");
  }
  try {
    const body: unknown = JSON.parse(await context.req.text());
    if (typeof body === "object" && body !== null && !Array.isArray(body)) {
      return body as Record<string, unknown>;
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new ApiError(400, "InvalidParameter", "CMN-103", "JSON can't be parsed");
}
