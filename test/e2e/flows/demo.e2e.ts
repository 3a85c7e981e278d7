import { walk } from "../../demo/walk.ts";
import { expect, test } from "./test.ts";

test.setTimeout(300_000);

test("the demo holds all that it shows", async ({ guarded, emulator, crm }, info) => {
  const said: string[] = [];
  const rows = await walk({
    browser: guarded,
    emulator,
    crm,
    pictures: info.outputDir,
    say: (line) => said.push(line),
  });
  const [contacts] = rows;
  expect(contacts).toMatchObject({ numbers: 500, routes: 500, unverified: 0 });
  expect(rows.every(({ blockedRoutes }) => blockedRoutes > 0)).toBe(true);
  expect(said.join("\n")).toContain("is blocked");
});
