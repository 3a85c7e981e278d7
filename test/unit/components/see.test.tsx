// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from "@testing-library/preact";
import { beforeEach, expect, it, vi } from "vitest";
import type { ListsDesk } from "../../../components/lists/desk.ts";
import { drawChart } from "../../../components/lists/see/draw-chart.ts";
import { SeeTab } from "../../../components/lists/see/SeeTab.tsx";
import type { Group } from "../../../lib/campaign/figures/tally.ts";
import { Failure } from "../../../lib/failure.ts";
import type { FiguresJob, JobResults } from "../../../lib/list-jobs/jobs.ts";
import { appState, expectAccessible, NOW, SUPPORT, show, signedOut } from "./support.tsx";

// Without a canvas nothing can be drawn here: what is drawn is looked at in real browsers.
vi.mock("../../../components/lists/see/draw-chart.ts", () => ({
  inkOf: () => ({}),
  drawChart: vi.fn(() => ({
    picture: async () => new Blob(["picture"], { type: "image/png" }),
    remove: () => undefined,
  })),
}));
vi.stubGlobal(
  "ResizeObserver",
  class {
    private heard: () => void;
    constructor(heard: () => void) {
      this.heard = heard;
    }
    observe(): void {
      Object.defineProperty(HTMLElement.prototype, "clientWidth", { value: 600 });
      this.heard();
    }
    disconnect(): void {
      this.heard = () => undefined;
    }
  },
);

const TODAY = Math.floor(NOW / 86_400_000);
const NONE: Group = { total: 0, undated: 0, byDay: [], bySource: [], byNumber: [] };
const figures = (over: Partial<JobResults["figures"]> = {}): JobResults["figures"] => ({
  figures: {
    optOuts: {
      total: 16,
      undated: 1,
      byDay: [
        [TODAY - 9, 10],
        [TODAY - 1, 5],
      ],
      bySource: [
        ["Recipient", 12],
        ["=cmd()", 4],
      ],
      byNumber: [
        [SUPPORT, 11],
        [null, 5],
      ],
    },
    returns: { ...NONE, total: 2, byDay: [[TODAY, 2]] },
    recorded: { ...NONE, total: 3, byDay: [[TODAY - 2, 3]] },
  },
  attempts: {
    byDay: { blocked: [[TODAY, 7]], warned: [], overridden: [[TODAY - 1, 1]] },
    since: TODAY - 20,
  },
  today: TODAY,
  asOf: NOW - 60_000,
  optIns: true,
  partial: false,
  ...over,
});

let result: JobResults["figures"] | Failure;
let jobs: FiguresJob[];
let saved: { name: string; file: Blob }[];
beforeEach(() => {
  result = figures();
  jobs = [];
  saved = [];
  vi.mocked(drawChart).mockClear();
});

const desk = {
  ask: async () => ({ account: "demo" }),
  jobs: {
    run: async (job: FiguresJob) => {
      jobs.push(job);
      if (result instanceof Failure) throw result;
      return result;
    },
    clear: () => undefined,
  },
  serverExport: async () => new File(["from,to"], "consents.csv"),
  save: (name: string, file: Blob) => void saved.push({ name, file }),
} as unknown as ListsDesk;
const tab = (state = appState()) => show(<SeeTab state={state} now={NOW} desk={desk} />);
const cells = (table: HTMLElement) =>
  within(table)
    .getAllByRole("row")
    .map((row) => [...row.children].map(({ textContent }) => textContent));

it("has each chart with its sentence and its table, which screen readers always have", async () => {
  const { container } = tab();
  await screen.findByRole("heading", { name: "Opted out over time" });
  expect(screen.getAllByRole("img").map((chart) => chart.getAttribute("aria-label"))).toEqual([
    "16 opt-outs hold now. The oldest is of Nov 15, 2026.",
    "5 new opt-outs in the last 7 days, 10 in the 7 days before.",
    "Most: Customer texted, 12 of 16.",
    "Most: (650) 555-0101, 11 of 16.",
    "2 opt-ins that customers texted, 2 in the last 7 days.",
    "7 texts were blocked on this computer, 7 in the last 7 days.",
  ]);
  expect(cells(screen.getByRole("table", { name: "Opt-outs by business number" }))).toEqual([
    ["Business number", "Opt-outs"],
    ["(650) 555-0101", "11"],
    ["Every business number", "5"],
  ]);
  const total = cells(screen.getByRole("table", { name: "Opted out over time" }));
  expect(total.at(-1)).toEqual(["Nov 24, 2026", "15", "0"]);
  expect(screen.getAllByText(/^1 opt-out has no date/)).toHaveLength(2);
  const attempts = cells(screen.getByRole("table", { name: "Blocked texts on pages" }));
  expect(attempts).toEqual([
    ["Day", "Blocked", "Warned", "Sent all the same"],
    ["Nov 23, 2026", "0", "0", "1"],
    ["Nov 24, 2026", "7", "0", "0"],
  ]);
  await expectAccessible(container);
  fireEvent.click(screen.getByRole("button", { name: /^Show the table\s+Opt-outs by source$/ }));
  await expectAccessible(container);
  expect(vi.mocked(drawChart)).toHaveBeenCalled();
});

it("hands out each chart as a picture and as a file that no spreadsheet runs", async () => {
  tab();
  fireEvent.click(
    await screen.findByRole("button", { name: /^Download CSV\s+Opt-outs by source$/ }),
  );
  expect(saved[0]?.name).toBe("opt-outs-by-source-2026-11-24.csv");
  expect((await saved[0]?.file.text())?.replace("\ufeff", "")).toBe(
    "Source,Opt-outs\r\nRecipient,12\r\n'=cmd(),4\r\n",
  );
  await waitFor(() => expect(drawChart).toHaveBeenCalledTimes(6));
  fireEvent.click(screen.getByRole("button", { name: /^Download PNG\s+Opt-in returns$/ }));
  await waitFor(() => expect(saved[1]?.name).toBe("opt-in-returns-2026-11-24.png"));
  expect(saved[1]?.file.type).toBe("image/png");
});

it("offers to fetch opt-ins that this computer does not keep", async () => {
  result = figures({ optIns: false });
  tab();
  await screen.findByText(/keeps opt-outs, and only a few opt-ins/);
  expect(jobs[0]).toMatchObject({ account: "demo", fetched: null });
  result = figures();
  fireEvent.click(screen.getByRole("button", { name: "Fetch opt-ins too" }));
  await screen.findByText(/^Fetched from RingCentral on/);
  expect(jobs[1]?.fetched?.file).toBeInstanceOf(File);
  expect(screen.queryByRole("button", { name: "Fetch opt-ins too" })).toBeNull();
});

it("says what is missing, and whose figures they are", async () => {
  result = figures({ partial: true, optIns: false });
  tab(appState({ session: signedOut() }));
  await screen.findByText(/could not be read and is not counted/);
  screen.getByText(/figures of the last account on this computer/);
  expect(screen.queryByRole("button", { name: "Fetch opt-ins too" })).toBeNull();
});

it("draws nothing of an account without opt-outs, and says so", async () => {
  const none = { optOuts: NONE, returns: NONE, recorded: NONE };
  const byDay = { blocked: [], warned: [], overridden: [] };
  result = figures({ figures: none, attempts: { byDay, since: null } });
  const { container } = tab();
  await screen.findByText(/Nobody has opted out\./);
  expect(screen.queryByText("Opted out over time")).toBeNull();
  screen.getByText("The audit log of this computer is empty.");
  expect(screen.queryAllByRole("img")).toEqual([]);
  await expectAccessible(container);
});

it("without any data keeps to this computer's log", async () => {
  result = figures({ asOf: null });
  tab();
  await screen.findByText("No consents to count yet");
  screen.getByRole("button", { name: "Fetch from RingCentral" });
  expect(screen.getAllByRole("heading", { level: 2 }).map((at) => at.textContent)).toEqual([
    "Blocked texts on pages",
  ]);
});

it("says why counting failed, and counts again", async () => {
  result = new Failure("storage-fault");
  tab();
  await screen.findByRole("alert");
  result = figures();
  fireEvent.click(screen.getByRole("button", { name: "Count again" }));
  await screen.findByText(/^As of/);
});
