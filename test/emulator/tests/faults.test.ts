import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../emulator.ts";
import { openLogin } from "./oauth-client.ts";
import { ADA, ask, CONSENTS, EXTENSION, signedIn } from "./rest-client.ts";
import { turns, until } from "./until.ts";

const EXPORT = `${CONSENTS}/export`;
let emulator: Emulator;
let call: ReturnType<typeof signedIn>;
beforeEach(async () => {
  emulator = await startEmulator({ records: 2500 });
  call = signedIn(emulator);
});
afterEach(() => emulator.close());

async function read(path: string): Promise<{ bytes: Uint8Array; broken: boolean }> {
  const pieces: Uint8Array[] = [];
  const answer = await fetch(emulator.url + path, {
    headers: { Authorization: `Bearer ${emulator.signIn().access}` },
  });
  let broken = false;
  try {
    for await (const piece of answer.body ?? []) pieces.push(piece);
  } catch {
    broken = true;
  }
  return { bytes: Buffer.concat(pieces), broken };
}

describe("a body", () => {
  it("can break off, after exactly so many bytes", async () => {
    const whole = (await read(EXPORT)).bytes;
    emulator.setSwitches({ faults: [{ endpoint: "export", dropAfter: 40_000 }] });
    const { bytes, broken } = await read(EXPORT);
    expect(broken).toBe(true);
    expect(bytes).toEqual(whole.subarray(0, 40_000));
  });

  it("can be no answer at all, and nothing done", async () => {
    emulator.setSwitches({ faults: [{ endpoint: "edit", dropAfter: 0 }] });
    const records = [{ to: ADA, optStatus: "OptOut", source: "Api", coverage: "Account" }];
    await expect(call("PATCH", CONSENTS, { records })).rejects.toThrow(TypeError);
    expect(emulator.store.of(ADA)).toEqual([]);
  });

  it("can be lost although everything is done", async () => {
    emulator.setSwitches({ faults: [{ endpoint: "edit", dropAfter: 1 }] });
    const records = [{ to: ADA, optStatus: "OptOut", source: "Api", coverage: "Account" }];
    await expect(call("PATCH", CONSENTS, { records })).rejects.toThrow(TypeError);
    expect(emulator.store.of(ADA)).toHaveLength(1);
  });

  it("can end early, but properly", async () => {
    const whole = (await read(EXPORT)).bytes;
    emulator.setSwitches({ faults: [{ endpoint: "export", truncateAfter: 40_010 }] });
    expect(await read(EXPORT)).toEqual({ bytes: whole.subarray(0, 40_010), broken: false });
  });

  it("can be cut where it is JSON, too", async () => {
    emulator.setSwitches({ faults: [{ endpoint: "list", truncateAfter: 50 }] });
    expect((await read(CONSENTS)).bytes).toHaveLength(50);
  });

  it("can be rubbish from some byte on", async () => {
    const whole = (await read(EXPORT)).bytes;
    emulator.setSwitches({ faults: [{ endpoint: "export", garbleAfter: 1000 }] });
    const { bytes } = await read(EXPORT);
    expect(bytes).toHaveLength(whole.length);
    expect(bytes.subarray(0, 1000)).toEqual(whole.subarray(0, 1000));
    expect(new Set(bytes.subarray(1000))).toEqual(new Set([0xff]));
  });

  it("can come slowly, by the emulator's clock", async () => {
    const whole = (await read(EXPORT)).bytes;
    emulator.setSwitches({ faults: [{ endpoint: "export", bytesPerSecond: 20_000 }] });
    let got = 0;
    const reading = (async () => {
      const answer = await fetch(emulator.url + EXPORT, {
        headers: { Authorization: `Bearer ${emulator.signIn().access}` },
      });
      for await (const piece of answer.body ?? []) got += piece.length;
    })();
    let seconds = 0;
    while (got < whole.length) {
      emulator.advance(100);
      seconds += 0.1;
      await turns(20);
    }
    await reading;
    expect(got).toBe(whole.length);
    expect(seconds).toBeGreaterThan(whole.length / 20_000 - 2);
  });

  it.each([
    [{ dropExportAfter: 30_000 }, true],
    [{ truncateExportAfter: 30_000 }, false],
  ])("of the export can be cut shorter to write: %j", async (change, broken) => {
    emulator.setSwitches(change);
    const answer = await read(EXPORT);
    expect(answer.broken).toBe(broken);
    expect(answer.bytes).toHaveLength(30_000);
    expect((await read(CONSENTS)).broken).toBe(false);
  });
});

describe("a server error", () => {
  it.each([
    [500, "CMN-203"],
    [501, "CMN-202"],
    [502, "CMN-201"],
    [503, "CMN-211"],
    [504, "CMN-201"],
  ] as const)("can be %i", async (status, errorCode) => {
    emulator.setSwitches({ faults: [{ status }] });
    const answer = await call("GET", EXTENSION);
    expect(answer.status).toBe(status);
    expect(answer.body.errors[0].errorCode).toBe(errorCode);
  });

  it("can say when to try again", async () => {
    emulator.setSwitches({ faults: [{ status: 503, retryAfterSeconds: 7 }] });
    const { headers, body } = await call("GET", EXTENSION);
    expect(headers.get("Retry-After")).toBe("7");
    expect(body.errorCode).toBe("MaintenanceMode");
  });

  it("can be a limit of another kind, which no header explains", async () => {
    emulator.setSwitches({ faults: [{ status: 429 }] });
    const { status, headers, body } = await call("GET", EXTENSION);
    expect(status).toBe(429);
    expect(body.errors[0].errorCode).toBe("CMN-310");
    expect([...headers.keys()].filter((name) => /^x-rate|^retry/.test(name))).toEqual([]);
  });

  it("can come a number of times, to one endpoint", async () => {
    emulator.setSwitches({ faults: [{ endpoint: "list", times: 2, status: 502 }] });
    const statuses = [];
    for (let i = 0; i < 3; i++) {
      statuses.push((await call("GET", EXTENSION)).status, (await call("GET", CONSENTS)).status);
    }
    expect(statuses).toEqual([200, 502, 200, 502, 200, 200]);
  });

  it("can come to the login and token endpoints only when they are named", async () => {
    emulator.setSwitches({ faults: [{ status: 503 }] });
    expect((await openLogin(emulator)).status).toBe(302);
    emulator.setSwitches({ faults: [{ endpoint: "authorize", status: 503 }] });
    expect((await openLogin(emulator)).status).toBe(503);
  });

  it("can come to the next so many requests", async () => {
    emulator.setSwitches({ failNext: 2 });
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await call("GET", EXTENSION)).status);
    expect(statuses).toEqual([500, 500, 200]);
    expect(emulator.switches().failNext).toBe(0);
  });
});

it.each([{ delayMs: 5000 }, { faults: [{ endpoint: "extension", delayMs: 5000 } as const] }])(
  "an answer can take its time: %j",
  async (change) => {
    emulator.setSwitches(change);
    let answered = false;
    const answer = call("GET", EXTENSION).then(({ status }) => {
      answered = true;
      return status;
    });
    await until(() => emulator.log().at(-1)?.endpoint === "extension");
    emulator.advance(4900);
    await turns(50);
    expect(answered).toBe(false);
    emulator.advance(100);
    expect(await answer).toBe(200);
  },
);

it("several faults add up", async () => {
  emulator.setSwitches({ faults: [{ truncateAfter: 100 }, { garbleAfter: 90 }] });
  const { bytes } = await read(EXPORT);
  expect(bytes).toHaveLength(100);
  expect(bytes[99]).toBe(0xff);
});

it("a fault leaves the emulator well", async () => {
  emulator.setSwitches({ faults: [{ endpoint: "export", times: 1, dropAfter: 100 }] });
  expect((await read(EXPORT)).broken).toBe(true);
  expect((await ask(emulator, "GET", EXPORT)).status).toBe(200);
});
