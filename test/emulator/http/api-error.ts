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

const SERVER_CODES: Readonly<Record<number, string>> = {
  500: "CMN-203",
  501: "CMN-202",
  502: "CMN-201",
  503: "CMN-211",
  504: "CMN-201",
};

export const serverError = (status: 500 | 501 | 502 | 503 | 504): ApiError =>
  new ApiError(
    status,
    status === 503 ? "MaintenanceMode" : "InternalError",
    SERVER_CODES[status] ?? "CMN-203",
    "Service temporarily unavailable",
  );

/** The answer to a failed request, in the classic shape or the newer one. */
export function errorAnswer(error: ApiError, newShape: boolean): object {
  const { word, code, message, fields } = error;
  const errors = [{ errorCode: code, message, ...fields }];
  return newShape ? { errors } : { errorCode: word, message, errors, ...fields };
}
