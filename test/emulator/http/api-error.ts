import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { FaultStatus } from "./faults.ts";

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

const FAULTS: Readonly<
  Record<FaultStatus, readonly [word: string, code: string, message: string]>
> = {
  429: ["CMN-310", "CMN-310", "Global request rate exceeded"],
  500: ["InternalError", "CMN-203", "Internal server error"],
  501: ["InternalError", "CMN-202", "Operation is not supported"],
  502: ["InternalError", "CMN-201", "Service temporarily unavailable"],
  503: ["MaintenanceMode", "CMN-211", "Service is under maintenance"],
  504: ["InternalError", "CMN-201", "Service temporarily unavailable"],
};

export const faultError = (status: FaultStatus): ApiError =>
  new ApiError(status, ...FAULTS[status]);

/** The answer to a failed request, in the classic shape or the newer one. */
export function errorAnswer(error: ApiError, newShape: boolean): object {
  const { word, code, message, fields } = error;
  const errors = [{ errorCode: code, message, ...fields }];
  return newShape ? { errors } : { errorCode: word, message, errors, ...fields };
}

export const lacksPermission = (permission: string): ApiError =>
  new ApiError(403, "InsufficientPermissions", "CMN-408", `User needs [${permission}]`, {
    permissionName: permission,
  });
