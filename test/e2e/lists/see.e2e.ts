import { CLIENT_ID } from "../../emulator/oauth.ts";
import { openLists } from "../../support/list-page.ts";
import { expect, test } from "../test.ts";

/** Cells of a saved table, its header left out. */
const rowsOf = (csv: string): readonly (readonly string[])[] =>
  csv
    .trimEnd()
    .split("\r\n")
    .slice(1)
    .map((row) => row.split(","));

test("charts show what RingCentral has, and are saved as pictures and tables", async ({
  guarded,
  own,
  emulator,
}) => {
  await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID });
  const records = emulator.store.records();
  const optOuts = records.filter(({ optStatus }) => optStatus === "OptOut");
  const lists = await openLists(guarded, "see");
  const download = async (kind: "CSV" | "PNG", chart: string): Promise<void> => {
    await lists.page.waitFor(
      ([start, end]) => {
        const found = [...document.querySelectorAll("button")].find(
          ({ textContent }) =>
            textContent?.startsWith(start ?? "") && textContent.endsWith(end ?? ""),
        );
        found?.click();
        return found !== undefined;
      },
      [`Download ${kind}`, chart],
    );
  };
  const table = async (chart: string) => {
    await download("CSV", chart);
    return rowsOf(await lists.saved());
  };
  await lists.waitForText(`${optOuts.length.toLocaleString("en")} opt-outs hold now.`);

  const bySource = Map.groupBy(optOuts, ({ source }) => source);
  expect(new Map((await table("Opt-outs by source")).map(([key, n]) => [key, Number(n)]))).toEqual(
    new Map([...bySource].map(([source, of]) => [source, of.length])),
  );
  const byNumber = Map.groupBy(optOuts, ({ from }) => from ?? "*");
  expect(
    new Map((await table("Opt-outs by business number")).map(([key, n]) => [key, Number(n)])),
  ).toEqual(new Map([...byNumber].map(([from, of]) => [from, of.length])));
  expect((await table("Opted out over time")).at(-1)?.[1]).toBe(String(optOuts.length));

  await lists.press("Fetch opt-ins too");
  await lists.waitForText("Fetched from RingCentral on");
  const sum = (rows: readonly (readonly string[])[], column: number): number =>
    rows.reduce((all, row) => all + Number(row[column]), 0);
  const optIns = records.filter(({ optStatus }) => optStatus === "OptIn");
  const texted = optIns.filter(({ source }) => source === "Recipient").length;
  const returns = await table("Opt-in returns");
  expect([sum(returns, 1), sum(returns, 2)]).toEqual([texted, optIns.length - texted]);

  await download("PNG", "Opt-outs by source");
  await lists.page.waitFor(() =>
    (globalThis as { saved?: Blob[] }).saved?.at(-1)?.type.includes("png"),
  );
  const ink = await lists.page.evaluate(async () => {
    const picture = (globalThis as { saved?: Blob[] }).saved?.at(-1);
    if (!picture) return null;
    const { width, height } = await createImageBitmap(picture);
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d");
    context?.drawImage(await createImageBitmap(picture), 0, 0);
    const pixels = new Uint32Array(context?.getImageData(0, 0, width, height).data.buffer ?? []);
    return { width, colours: new Set(pixels).size };
  });
  expect(ink?.width).toBeGreaterThan(200);
  expect(ink?.colours).toBeGreaterThan(10);
  expect(lists.page.errors).toEqual([]);
});
