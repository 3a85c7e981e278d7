import { CLIENT_ID } from "../emulator/oauth.ts";
import { expect, test } from "./test.ts";

test("signs in through the real login and loads the pairs", async ({ emulator, own }) => {
  const state = await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID });
  expect(state.session).toMatchObject({ status: "signed-in", user: { name: "Dana Agent" } });
  expect(state.sync.source).toBe("export");
  expect(state.sync.optOuts).toBeGreaterThan(100);
});
