// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from "@testing-library/preact";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { BrowseTab } from "../../../components/lists/browse/BrowseTab.tsx";
import type { ListsDesk } from "../../../components/lists/desk.ts";
import type { RecordBrowser } from "../../../lib/browse/client.ts";
import { createRecordBrowser } from "../../../lib/browse/client.ts";
import type { RecordColumns } from "../../../lib/browse/record-columns.ts";
import { RecordTable } from "../../../lib/browse/record-table.ts";
import { Failure } from "../../../lib/failure.ts";
import type { E164 } from "../../../lib/phone/e164.ts";
import type { Decided } from "../../../lib/uploads/write-draft.ts";
import { columnsOf, type PlainRecord, SALES, SCOPES } from "../browse/records.ts";
import { appState, expectAccessible, NOW, show, signedOut } from "./support.tsx";

const record = (index: number): PlainRecord => ({
  recipient: 12025550100 + index,
  scope: SCOPES[index % SCOPES.length] ?? { from: null, coverage: "Account" },
  optedIn: index % 5 === 0,
  source: index % 2 === 0 ? "Recipient" : "Api",
  seconds: 1_700_000_000 + index * 86_400,
});

let columns: RecordColumns;
let opened: { asOf: number | null; optIns: boolean; damaged: number };
let refuse: Failure | null;
let asked: [string, unknown][];
let written: { info: object; parts: Decided[] }[];

beforeEach(() => {
  columns = columnsOf(Array.from({ length: 1000 }, (_, index) => record(index)));
  opened = { asOf: NOW, optIns: true, damaged: 0 };
  refuse = null;
  asked = [];
  written = [];
});

/** The worker's own table, without a worker. */
function browse(): RecordBrowser {
  const table = new RecordTable(columns);
  const answers: Record<string, (request: never) => unknown> = {
    open: () => ({
      ...opened,
      malformed: 0,
      records: columns.length,
      scopes: columns.dictionaries.scopes.values,
      sources: columns.dictionaries.sources.values,
    }),
    find: (query) => table.find(query),
    window: ({ start, end }: { start: number; end: number }) => table.window(start, end),
    chosen: (choice) => table.chosen(choice),
    change: (changes) => table.change(changes, NOW / 1000),
  };
  const call = async (name: string, request: unknown): Promise<unknown> => {
    if (refuse) throw refuse;
    return answers[name]?.(request as never);
  };
  return { call: call as RecordBrowser["call"], close: () => undefined };
}

const desk = {
  browse,
  ask: vi.fn(async (name: string, request: unknown) => {
    asked.push([name, request]);
    const verdict = { kind: "opted-out", optOuts: [], asOf: NOW };
    switch (name) {
      case "consent/check":
        return {
          recipient: (request as { recipient: E164 }).recipient,
          overall: verdict,
          pairs: [{ from: SALES, tollFree: false, verdict }],
          live: false,
        };
      case "consent/change": {
        const { to, from, optStatus } = request as {
          to: E164[];
          from: E164[] | null;
          optStatus: string;
        };
        return {
          done: [{ to: to[0], from: from?.[0] ?? null, optStatus }],
          failed: [],
          queued: [],
        };
      }
      case "consent/history":
        return { entries: [], malformed: 0 };
      default:
        return { uploads: [] };
    }
  }),
  uploads: {
    write: async (info: object, decided: AsyncIterable<Decided>) => {
      const parts: Decided[] = [];
      for await (const part of decided) parts.push(part);
      written.push({ info, parts });
      return 7;
    },
  },
} as unknown as ListsDesk;

const tab = (state = appState()) => show(<BrowseTab state={state} now={NOW} desk={desk} />);
const click = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));
const choose = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const search = (text: string) =>
  fireEvent.input(screen.getByLabelText("Find a number"), { target: { value: text } });

describe("the records of the account", () => {
  it("are a grid that says how long it is and holds only what is seen", async () => {
    const { container } = tab();
    await screen.findByText(/^1,000 of 1,000 records/);
    const grid = screen.getByRole("grid", { name: "Records" });
    expect(grid.getAttribute("aria-rowcount")).toBe("1001");
    await within(grid).findByText("(202) 555-0100");
    const rows = within(grid).getAllByRole("row");
    expect(rows.length).toBeLessThan(60);
    expect(rows[1]?.getAttribute("aria-rowindex")).toBe("2");
    await expectAccessible(container);
  });

  it("are found by a part of a number, narrowed by filters, and all there again", async () => {
    tab();
    await screen.findByText(/^1,000 of 1,000/);
    search("555-010");
    await screen.findByText(/^10 of 1,000/);
    choose("Status", "in");
    await screen.findByText(/^2 of 1,000/);
    search("999 9999 999");
    await screen.findByText("No record fits");
    click("Clear the filters");
    await screen.findByText(/^1,000 of 1,000/);
  });

  it("are gone through by keys", async () => {
    tab();
    await screen.findByText("(202) 555-0100");
    const grid = screen.getByRole("grid");
    const active = () => grid.getAttribute("aria-activedescendant")?.split("-").at(-1);
    fireEvent.keyDown(grid, { key: "ArrowDown" });
    await waitFor(() => expect(active()).toBe("1"));
    fireEvent.keyDown(grid, { key: " " });
    await screen.findByText("1 selected");
    fireEvent.keyDown(grid, { key: "End" });
    await waitFor(() => expect(active()).toBe("999"));
    await waitFor(() =>
      expect(
        document
          .getElementById(grid.getAttribute("aria-activedescendant") ?? "")
          ?.getAttribute("aria-rowindex"),
      ).toBe("1001"),
    );
    fireEvent.keyDown(grid, { key: "Home" });
    await waitFor(() => expect(active()).toBe("0"));
  });

  it("tell their history", async () => {
    tab();
    await screen.findByText("(202) 555-0100");
    click(/^History of \(202\).555-0103/);
    await screen.findByText("RingCentral has no history for this number.");
    expect(asked).toContainEqual(["consent/history", { recipient: "+12025550103" }]);
  });

  it("change one at a time, at their own business number first, and show it", async () => {
    tab();
    await screen.findByText("(202) 555-0104");
    click(/^Opt \(202\).555-0104 in/);
    const dialog = await screen.findByRole("dialog");
    fireEvent.click(within(dialog).getByRole("button", { name: "Opt back in" }));
    await waitFor(() =>
      expect(asked).toContainEqual([
        "consent/change",
        { to: ["+12025550104"], from: [SALES], optStatus: "OptIn", note: "" },
      ]),
    );
    await screen.findByRole("button", { name: /^Opt \(202\).555-0104 out/ });
  });

  it("are only looked through by a person whose role allows no changes, with the reason", async () => {
    tab(appState({ readOnly: { code: "user-permission-missing" } }));
    await screen.findByText("You can look, but not change");
    search("555-010");
    await screen.findByText(/^10 of 1,000/);
    click("Select all 10");
    await screen.findByText("10 selected");
    await screen.findByText("(202) 555-0100");
    expect(screen.queryByRole("button", { name: /^Opt/ })).toBeNull();
  });

  it("change together as an upload, once a person has seen what will happen", async () => {
    tab();
    await screen.findByText(/^1,000 of 1,000/);
    search("555-010");
    await screen.findByText(/^10 of 1,000/);
    click("Select all 10");
    await screen.findByText("10 selected");
    await screen.findByText("(202) 555-0100");
    fireEvent.click(screen.getByLabelText(/^Select \(202\).555-0100/));
    await screen.findByText("9 selected");
    click("Opt out…");
    const dialog = await screen.findByRole("dialog");
    // Of the nine one is opted in, two stand for campaigns; the other six stand so already.
    fireEvent.click(await within(dialog).findByRole("button", { name: /^Send \d changes/ }));
    await screen.findByRole("link", { name: "See how far they are" });
    const rows = written[0]?.parts.flatMap((part) => part.rows) ?? [];
    expect(rows.map(({ to, from }) => [to, from])).toEqual([
      ["+12025550103", null],
      ["+12025550105", SCOPES[1]?.from],
      ["+12025550107", null],
    ]);
    expect(asked).toContainEqual(["uploads/act", { id: 7, act: "start" }]);
  });

  it("need a statement before they are opted in together", async () => {
    tab();
    await screen.findByText("(202) 555-0100");
    fireEvent.click(screen.getByLabelText(/^Select \(202\).555-0104/));
    click("Opt in…");
    const dialog = await screen.findByRole("dialog");
    const send = await within(dialog).findByRole<HTMLButtonElement>("button", { name: /^Send/ });
    expect(send.disabled).toBe(true);
    expect(written).toEqual([]);
  });
});

describe("what is not as it should be", () => {
  it("nothing loaded: says so and how to load", async () => {
    columns = columnsOf([]);
    opened = { asOf: null, optIns: false, damaged: 0 };
    tab();
    await screen.findByText("No records");
    screen.getByRole("button", { name: "Load opt-outs now" });
  });

  it("signed out: shows what is known and sends nothing", async () => {
    tab(appState({ session: signedOut() }));
    await screen.findByText("(202) 555-0100");
    fireEvent.click(screen.getByLabelText(/^Select \(202\).555-0101/));
    click("Opt out…");
    await screen.findByText("Sign in first.");
  });

  it("no opt-ins kept, parts damaged: both are said", async () => {
    opened = { asOf: NOW, optIns: false, damaged: 1 };
    tab();
    await screen.findByText(/only opt-outs are shown/);
    screen.getByText(/Some records are missing/);
  });

  it("storage broken: a sentence and a way on", async () => {
    refuse = new Failure("storage-fault");
    tab();
    await screen.findByRole("alert");
    refuse = null;
    click("Read again");
    await screen.findByText(/^1,000 of 1,000/);
  });
});

it("a worker that dies fails what waits for it, and so does closing", async () => {
  const worker = {
    postMessage: () => undefined,
    terminate: vi.fn(),
    onmessage: null,
    onerror: null as ((event: ErrorEvent) => void) | null,
  };
  const browser = createRecordBrowser(() => worker as never);
  const open = browser.call("open", null);
  worker.onerror?.({ message: "out of memory" } as ErrorEvent);
  await expect(open).rejects.toMatchObject({ code: "unexpected" });
  const find = browser.call("window", { start: 0, end: 9 });
  browser.close();
  await expect(find).rejects.toMatchObject({ code: "aborted" });
  expect(worker.terminate).toHaveBeenCalled();
});
