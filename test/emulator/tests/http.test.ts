import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../emulator.ts";
import { ADA, ask, CONSENTS, EXTENSION, SUPPORT, signedIn } from "./rest-client.ts";

let emulator: Emulator;
let call: ReturnType<typeof signedIn>;
beforeEach(async () => {
  emulator = await startEmulator();
  call = signedIn(emulator);
});
afterEach(() => emulator.close());

describe("errors", () => {
  it("come in the classic shape", async () => {
    const { body } = await call("GET", `${CONSENTS}?perPage=0`);
    expect(body).toEqual({
      errorCode: "InvalidParameter",
      message: "Parameter [perPage] value is invalid",
      parameterName: "perPage",
      errors: [
        {
          errorCode: "CMN-101",
          message: "Parameter [perPage] value is invalid",
          parameterName: "perPage",
        },
      ],
    });
  });

  it("come in the newer shape when told to", async () => {
    emulator.setSwitches({ newErrors: true });
    for (const path of [`${CONSENTS}?perPage=0`, "/restapi/v1.0/nowhere"]) {
      expect(Object.keys((await call("GET", path)).body)).toEqual(["errors"]);
    }
  });

  it("of an unknown path are CMN-120", async () => {
    const { status, body } = await call("GET", "/restapi/v1.0/nowhere");
    expect(status).toBe(404);
    expect(body.errors[0].errorCode).toBe("CMN-120");
  });
});

describe("permissions", () => {
  it.each([
    [{ deny: "app-permission" }, EXTENSION, 403, "CMN-401", "SMS"],
    [{ deny: "user-permission" }, EXTENSION, 403, "CMN-408", "EditSmsConsents"],
    [{ deny: "token" }, EXTENSION, 401, "OAU-129", undefined],
    [{ missingScopes: ["ReadAccounts"] }, EXTENSION, 403, "CMN-401", "ReadAccounts"],
    [{ missingScopes: ["SMS"] }, CONSENTS, 403, "CMN-401", "SMS"],
    [
      { missingPermissions: ["ReadUserPhoneNumbers"] },
      `${EXTENSION}/phone-number`,
      403,
      "CMN-408",
      "ReadUserPhoneNumbers",
    ],
    [
      { missingPermissions: ["ReadCompanyPhoneNumbers"] },
      "/restapi/v2/accounts/~/phone-numbers",
      403,
      "CMN-408",
      "ReadCompanyPhoneNumbers",
    ],
  ] as const)("are missed: %j at %s", async (change, path, status, errorCode, permissionName) => {
    emulator.setSwitches(change);
    const answer = await call("GET", path);
    expect(answer.status).toBe(status);
    expect(answer.body.errorCode).toBe(status === 401 ? "TokenInvalid" : "InsufficientPermissions");
    expect(answer.body.errors[0].errorCode).toBe(errorCode);
    expect(answer.body.permissionName).toBe(permissionName);
  });

  it("to read are not those to write", async () => {
    emulator.setSwitches({ missingPermissions: ["EditSmsConsents"] });
    expect((await call("GET", CONSENTS)).status).toBe(200);
    expect((await call("PATCH", CONSENTS, { records: [{}] })).status).toBe(403);
  });
});

describe("the account in a path", () => {
  it.each([
    ["/restapi/v2/accounts/472231004/sms/consents", 200],
    ["/restapi/v2/accounts/1/sms/consents", 404],
    ["/restapi/v1.0/account/472231004/extension/1600001004", 200],
    ["/restapi/v1.0/account/~/extension/1600001005", 403],
    ["/restapi/v1.0/accounts/~/sms/consents", 404],
  ])("%s answers %i", async (path, status) => {
    expect((await call("GET", path)).status).toBe(status);
  });
});

describe("another method within POST", () => {
  const records = [{ from: SUPPORT, to: ADA, optStatus: "OptOut", source: "Api" }];

  it.each([
    [CONSENTS, { "X-HTTP-Method-Override": "PATCH" }],
    [`${CONSENTS}?_method=PATCH`, {}],
    [`${CONSENTS}?_method=PATCH`, { "X-HTTP-Method-Override": "PATCH" }],
  ])("is taken from %s %j", async (path, headers) => {
    const { status, body } = await call("POST", path, { records }, { ...headers });
    expect(status).toBe(200);
    expect(body).toEqual({ failedRecords: [] });
    expect(emulator.store.of(ADA)).toHaveLength(1);
    expect(emulator.log().at(-1)).toMatchObject({ method: "PATCH", endpoint: "edit" });
  });

  it("may be GET", async () => {
    const headers = { "X-HTTP-Method-Override": "GET" };
    expect((await call("POST", CONSENTS, undefined, headers)).body).toHaveProperty("records");
  });

  it.each([
    [`${CONSENTS}?_method=PATCH`, "GET"],
    [CONSENTS, "TRACE"],
  ])("is refused: %s %s", async (path, method) => {
    const headers = { "X-HTTP-Method-Override": method };
    expect((await call("POST", path, { records }, headers)).status).toBe(400);
  });

  it("is nothing within GET", async () => {
    const headers = { "X-HTTP-Method-Override": "DELETE" };
    expect((await call("GET", EXTENSION, undefined, headers)).status).toBe(200);
  });
});

describe("pages of other origins", () => {
  const Origin = "https://crm.example";

  it("may read answers, but not when to try again", async () => {
    emulator.setSwitches({ limits: { light: 0, medium: 0, heavy: 0, auth: 0 } });
    const { status, headers } = await call("GET", EXTENSION, undefined, { Origin });
    expect(status).toBe(429);
    expect(headers.get("Access-Control-Allow-Origin")).toBe(Origin);
    expect(headers.get("Access-Control-Allow-Credentials")).toBe("true");
    expect(headers.has("Access-Control-Expose-Headers")).toBe(false);
  });

  it("may read streamed and refused answers", async () => {
    for (const path of [`${CONSENTS}/export`, `${CONSENTS}?perPage=0`]) {
      const { headers } = await call("GET", path, undefined, { Origin });
      expect(headers.get("Access-Control-Allow-Origin")).toBe(Origin);
    }
  });

  it("are asked beforehand about a method", async () => {
    const answer = await fetch(emulator.url + CONSENTS, {
      method: "OPTIONS",
      headers: {
        Origin,
        "Access-Control-Request-Method": "PATCH",
        "Access-Control-Request-Headers": "authorization,content-type",
      },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("Access-Control-Allow-Methods")).toContain("PATCH");
    expect(answer.headers.get("Access-Control-Allow-Headers")).toBe("authorization,content-type");
  });

  it("get nothing for a wrong path", async () => {
    for (const method of ["GET", "OPTIONS"]) {
      const answer = await ask(emulator, method, "/restapi/v1.0/nowhere", { headers: { Origin } });
      expect(answer.status).toBe(404);
      expect(answer.headers.has("Access-Control-Allow-Origin")).toBe(false);
    }
  });
});
