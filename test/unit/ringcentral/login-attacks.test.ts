import { afterEach, beforeEach, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { REDIRECT_URIS } from "../../emulator/oauth.ts";
import { createTestClient, loginAtOnce } from "../../support/test-client.ts";

const OWN = REDIRECT_URIS[0] ?? "";
let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

const tokenRequests = (): number =>
  emulator.log().filter(({ path }) => path.endsWith("/oauth/token")).length;

/** A login that ends where somebody else wants it to. */
const endingAt = (bend: (end: URL) => string) =>
  createTestClient(emulator, {
    launchLogin: async (url) => bend(new URL(await loginAtOnce(url))),
  });
const withParameter = (name: string, value: string | null) => (end: URL) => {
  if (value === null) end.searchParams.delete(name);
  else end.searchParams.set(name, value);
  return end.href;
};

it.each<[string, (end: URL) => string, string]>([
  ["another state", withParameter("state", "guessed"), "login-state-mismatch"],
  ["no state", withParameter("state", null), "login-state-mismatch"],
  ["no code", withParameter("code", null), "malformed-answer"],
  [
    "another extension's address",
    (end) => end.href.replace(end.host, "abcdefghijklmnopabcdefghijklmnop.chromiumapp.org"),
    "redirect-mismatch",
  ],
  ["a page of another host", (end) => `https://evil.example/${end.search}`, "redirect-mismatch"],
  [
    "our address as a part of another",
    (end) => `https://evil.example/?${OWN}${end.search}`,
    "redirect-mismatch",
  ],
  ["our host with a path beside ours", (end) => end.href.replace("/?", "/x?"), "redirect-mismatch"],
  ["no address at all", () => "evil", "redirect-mismatch"],
])("a login that comes back with %s asks for no token", async (_, bend, code) => {
  const client = endingAt(bend);
  await expect(client.connect()).rejects.toMatchObject({ code });
  expect(tokenRequests()).toBe(0);
  expect(client.hasTokens()).toBe(false);
});

it("a code that was used gives no second session", async () => {
  let used = "";
  const first = endingAt((end) => {
    used = end.searchParams.get("code") ?? "";
    return end.href;
  });
  await first.connect();
  const second = endingAt(withParameter("code", used));
  await expect(second.connect()).rejects.toMatchObject({ code: "login-refused" });
  expect(second.hasTokens()).toBe(false);
});

it("a code of another login fails on the proof key", async () => {
  let stolen = "";
  const victim = endingAt((end) => {
    stolen = end.searchParams.get("code") ?? "";
    return withParameter("code", null)(end);
  });
  await expect(victim.connect()).rejects.toMatchObject({ code: "malformed-answer" });
  const thief = endingAt(withParameter("code", stolen));
  await expect(thief.connect()).rejects.toMatchObject({ code: "login-refused" });
  expect(thief.hasTokens()).toBe(false);
});
