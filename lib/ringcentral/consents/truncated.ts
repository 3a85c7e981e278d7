import { Failure } from "../../failure.ts";

/** An answer that ended before its end. */
export const truncated = (detail: string, cause?: unknown): Failure =>
  new Failure("truncated-answer", { detail, cause });
