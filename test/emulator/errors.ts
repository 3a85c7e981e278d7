import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

interface ErrorFields {
  readonly parameterName?: string;
  readonly permissionName?: string;
}

/** Thrown by a route; answered in one of RingCentral's two shapes. */
export class ApiError extends Error {
  readonly status: ContentfulStatusCode;
  readonly word: string;
  readonly code: string;
  readonly fields: ErrorFields;

  constructor(
    status: ContentfulStatusCode,
    word: string,
    code: string,
    message: string,
    fields: ErrorFields = {},
  ) {
    super(message);
    this.status = status;
    this.word = word;
    this.code = code;
    this.fields = fields;
  }
}

export const invalidParameter = (parameterName: string): ApiError =>
  new ApiError(
    400,
    "InvalidParameter",
    "CMN-101",
    `Parameter [${parameterName}] value is invalid`,
    {
      parameterName,
    },
  );

export const unknownUri = (status: 404 | 405 = 404): ApiError =>
  new ApiError(status, "InvalidParameter", "CMN-120", "Invalid URI");

export function sendError(context: Context, error: ApiError, newShape: boolean): Response {
  const { status, word, code, message, fields } = error;
  const errors = [{ errorCode: code, message, ...fields }];
  return context.json(
    newShape ? { errors } : { errorCode: word, message, errors, ...fields },
    status,
  );
}
