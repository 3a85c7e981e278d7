import { invalidParameter } from "./api-error.ts";

const METHODS = ["GET", "PUT", "PATCH", "DELETE"];

/**
 * The request as it is meant: a POST may carry another method in `X-HTTP-Method-Override` or `_method`.
 * @throws ApiError where the two differ or name no method
 */
export function withMeantMethod(request: Request): Request {
  if (request.method !== "POST") return request;
  const url = new URL(request.url);
  const inHeader = request.headers.get("X-HTTP-Method-Override");
  const inQuery = url.searchParams.get("_method");
  const method = inHeader ?? inQuery;
  if (method === null) return request;
  if (inQuery !== null && inQuery !== method) throw invalidParameter("_method");
  if (!METHODS.includes(method)) throw invalidParameter("X-HTTP-Method-Override");
  const { headers, body, signal } = request;
  return method === "GET"
    ? new Request(url, { method, headers, signal })
    : new Request(url, { method, headers, body, signal, duplex: "half" } as RequestInit);
}
