// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from "@testing-library/preact";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ListsDesk } from "../../../components/lists/desk.ts";
import { UploadTab } from "../../../components/lists/upload/UploadTab.tsx";
import { Failure } from "../../../lib/failure.ts";
import type { Push, UploadAct, UploadStatus } from "../../../lib/messages/protocol.ts";
import type { ReportRow } from "../../../lib/uploads/report-rows.ts";
import type { Decided } from "../../../lib/uploads/write-draft.ts";
import { appState, expectAccessible, NOW, show, signedOut } from "./support.tsx";

const upload = (over: Partial<UploadStatus> = {}): UploadStatus => ({
  id: 1,
  name: "list.csv",
  mine: true,
  confirmedAt: NOW,
  finishedAt: null,
  state: "running",
  optOuts: 200,
  optIns: 0,
  skipped: 0,
  done: 100,
  refused: 0,
  guarding: true,
  perMinute: 50,
  ...over,
});

let uploads: readonly UploadStatus[];
let acts: [number, UploadAct][];
let written: { info: object; parts: Decided[] }[];
let saved: { name: string; file: Blob }[];
let report: readonly ReportRow[];
let push: (push: Push) => void;
let remembered: Map<string, unknown>;
let refuse: Failure | null;

beforeEach(() => {
  uploads = [];
  acts = [];
  written = [];
  saved = [];
  report = [];
  remembered = new Map();
  refuse = null;
});

const answers: Record<string, (request: never) => unknown> = {
  "uploads/list": () => ({ uploads }),
  "uploads/act": ({ id, act }: { id: number; act: UploadAct }) => {
    if (refuse) throw refuse;
    acts.push([id, act]);
    return { uploads };
  },
  "numbers/list": () => ({ numbers: [] }),
  "consent/known": ({ live }: { live: boolean }) => ({
    known: live ? [{ to: "+14155552671", from: null, optStatus: "OptOut" }] : [],
    fresh: true,
  }),
};

const desk = {
  ask: vi.fn(async (name: string, request: never) => answers[name]?.(request)),
  onPush: (listener: (push: Push) => void) => {
    push = listener;
  },
  columnMemory: () => ({
    load: async (header: string) => remembered.get(header),
    save: async (header: string, columns: unknown) => void remembered.set(header, columns),
  }),
  uploads: {
    write: async (info: object, decided: AsyncIterable<Decided>) => {
      const parts: Decided[] = [];
      for await (const part of decided) parts.push(part);
      written.push({ info, parts });
      return 42;
    },
    report: async function* () {
      yield* report;
    },
  },
  save: (name: string, file: Blob) => void saved.push({ name, file }),
} as unknown as ListsDesk;

const tab = (state = appState()) => show(<UploadTab state={state} now={NOW} desk={desk} />);
const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>("button", { name });
const click = (name: string | RegExp) => fireEvent.click(button(name));

async function paste(text: string): Promise<void> {
  const field = screen.getByLabelText("Or paste numbers or a table");
  fireEvent.input(field, { target: { value: text } });
  click("Use this text");
  await screen.findByText("How the list is written");
}

describe("a new upload", () => {
  it("is looked through before anything is sent, and sent when a person says so", async () => {
    const { container } = tab();
    await paste("415 555 2671\n415 555 2671\n6.50111E+09\n650 555 0143");
    expect(button("Check the list").disabled).toBe(true);
    fireEvent.click(screen.getByLabelText("Opted out"));
    click("Check the list");
    await screen.findByText("Repeats an earlier row", { selector: "td" });
    await expectAccessible(container);
    expect(acts).toEqual([]);
    expect(written).toEqual([]);
    click("Send 2 changes");
    await waitFor(() => expect(acts).toEqual([[42, "start"]]));
    expect(written[0]?.info).toEqual({ name: "", statement: "" });
    expect(written[0]?.parts.flatMap(({ rows }) => rows.map(({ to }) => to))).toEqual([
      "+14155552671",
      "+16505550143",
    ]);
    // Ready for the next list.
    await screen.findByLabelText("Or paste numbers or a table");
  });

  it("with opt-ins needs a statement of consent and a tick", async () => {
    tab();
    await paste("Phone,Opted in\n415 555 2671,yes\n650 555 0143,no\n");
    click("Check the list");
    const statement = await screen.findByLabelText("How was consent obtained?");
    expect(button("Send 2 changes").disabled).toBe(true);
    fireEvent.input(statement, { target: { value: " signed at the counter " } });
    expect(button("Send 2 changes").disabled).toBe(true);
    fireEvent.click(screen.getByLabelText("This customer agreed to receive our texts."));
    click("Send 2 changes");
    await waitFor(() => expect(written).toHaveLength(1));
    expect(written[0]?.info).toMatchObject({ statement: "signed at the counter" });
  });

  it("asks what a yes means where the header does not say", async () => {
    tab();
    await paste("Phone,Status\n415 555 2671,yes\n650 555 0143,no\n");
    expect(button("Check the list").disabled).toBe(true);
    const question = screen.getByRole("group", { name: "A yes in the chosen column means" });
    fireEvent.click(within(question).getByLabelText("Opted out"));
    click("Check the list");
    await screen.findByText("Send 2 changes");
  });

  it("compares with RingCentral when asked, and forgets what was found when its meaning changes", async () => {
    tab();
    await paste("415 555 2671\n650 555 0143");
    fireEvent.click(screen.getByLabelText("Opted out"));
    click("Check the list");
    await screen.findByText("Send 2 changes");
    click("Compare with RingCentral now");
    await screen.findByText("Send 1 change");
    screen.getByText("RingCentral has it already", { selector: "td" });
    fireEvent.click(screen.getByLabelText("Opted in"));
    expect(screen.queryByText("Send 1 change")).toBeNull();
  });

  it("remembers the columns of a header", async () => {
    const first = tab();
    await paste("Home phone,Phone\n415 555 2671,650 555 0143\n");
    fireEvent.change(screen.getByLabelText("Customer's number"), { target: { value: "1" } });
    await waitFor(() => expect(remembered.size).toBe(1));
    first.unmount();
    tab();
    await paste("Home phone,Phone\n415 555 2672,650 555 0144\n");
    await screen.findByText("As you chose for such a list before.");
    expect(screen.getByLabelText<HTMLSelectElement>("Customer's number").value).toBe("1");
  });

  it("waits for somebody to sign in", async () => {
    tab(appState({ session: signedOut() }));
    await paste("415 555 2671");
    fireEvent.click(screen.getByLabelText("Opted out"));
    click("Check the list");
    await screen.findByText("Sign in first.");
    expect(button("Send 1 change").disabled).toBe(true);
  });

  it("says why a list cannot be read", async () => {
    tab();
    const field = screen.getByLabelText("Or paste numbers or a table");
    fireEvent.input(field, { target: { value: 'Phone\n"415 555 2671\n650 555 0143' } });
    click("Use this text");
    await screen.findByText("How the list is written");
    fireEvent.click(screen.getByLabelText("Opted out"));
    fireEvent.change(screen.getByLabelText("Customer's number"), { target: { value: "0" } });
    click("Check the list");
    await screen.findByRole("alert");
  });
});

describe("an upload under way", () => {
  it("shows how far it is and how long it takes, and follows", async () => {
    uploads = [upload()];
    const { container } = tab();
    await screen.findByText("About 2 minutes left (50 a minute).");
    screen.getByText("100 of 200");
    await expectAccessible(container);
    push({ push: "uploads-changed", uploads: [upload({ state: "finished", done: 200 })] });
    await screen.findByText("Finished: 200 done, 0 refused, 0 left out.");
  });

  it.each([
    [{ guarding: false }, "Blocking the opted-out customers on this computer…"],
    [{ mine: false }, "Paused: someone else sent it. It goes on when that person signs in."],
    [{ state: "paused" }, "Paused. The opt-outs block texts here all the same."],
    [{ state: "cancelled" }, "Cancelling…"],
    [{ perMinute: null }, "Sending…"],
  ] as const)("%j is said in a sentence", async (over, sentence) => {
    uploads = [upload(over)];
    tab();
    await screen.findByText(sentence);
  });

  it("is paused and resumed, and says when that failed", async () => {
    uploads = [upload(), upload({ id: 2, state: "paused" })];
    tab();
    await screen.findByText("Pause");
    click("Pause");
    await waitFor(() => expect(acts).toEqual([[1, "pause"]]));
    refuse = new Failure("storage-fault");
    click("Resume");
    await screen.findByRole("alert");
  });

  it("is cancelled after a question that says what it means", async () => {
    uploads = [upload()];
    tab();
    await screen.findByText("Pause");
    click("Cancel the upload");
    const dialog = screen.getByRole("dialog");
    within(dialog).getByText(/their opt-outs no longer block texts here/);
    fireEvent.click(within(dialog).getByRole("button", { name: "Keep it" }));
    expect(acts).toEqual([]);
    click("Cancel the upload");
    const again = screen.getByRole("dialog");
    fireEvent.click(within(again).getByRole("button", { name: "Cancel the upload" }));
    await waitFor(() => expect(acts).toEqual([[1, "cancel"]]));
  });

  it("of a person who may not change consents leaves the page to look at, with the reason", async () => {
    uploads = [upload({ state: "paused", failure: { code: "user-permission-missing" } })];
    tab();
    await screen.findByText("You can look, but not change");
    expect(screen.queryByText("New upload")).toBeNull();
    click("Try again");
    await waitFor(() => expect(acts).toEqual([[1, "resume"]]));
  });

  it("is not begun by a person of whom the popup has learnt that they may not change consents", async () => {
    tab(appState({ readOnly: { code: "user-permission-missing" } }));
    await screen.findByText(/Ask your RingCentral administrator for that permission/);
    expect(screen.queryByText("New upload")).toBeNull();
  });

  it("ends with a report of every row, safe in a spreadsheet, and the refused sent again", async () => {
    uploads = [upload({ state: "finished", done: 1, refused: 1, skipped: 1 })];
    report = [
      {
        line: 2,
        recipient: "+14155552671",
        from: null,
        optStatus: "OptOut",
        result: "done",
        reason: "",
        message: "",
      },
      { line: 3, recipient: "=cmd()", result: "skipped", reason: "not-a-number", message: "" },
      {
        line: 4,
        recipient: "+14155552672",
        from: "+16505550101" as never,
        optStatus: "OptIn",
        result: "refused",
        reason: "changed-meanwhile",
        message: "",
      },
    ];
    tab();
    await screen.findByText("Report");
    click("Report");
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0]?.name).toBe("list report 1.csv");
    const lines = (await saved[0]?.file.text())?.split("\r\n") ?? [];
    expect(lines[0]?.replace("\ufeff", "")).toBe(
      "Line,Customer's number,Business number,Change,Result,Reason",
    );
    expect(lines[1]).toBe("2,+14155552671,every business number,Opted out,Done,");
    expect(lines[2]).toBe("3,'=cmd(),,,Left out,Not a phone number");
    expect(lines[3]).toMatch(/^4,\+14155552672,\+16505550101,Opted in,Refused,/);
    click("Send the refused again");
    await waitFor(() => expect(acts).toEqual([[1, "retry"]]));
  });
});
