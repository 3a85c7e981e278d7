// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from "@testing-library/preact";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Audit } from "../../../components/audit/Audit.tsx";
import type { AuditActions } from "../../../components/audit/actions.ts";
import type { AuditPage } from "../../../lib/audit/audit-log.ts";
import type { AuditEntry } from "../../../lib/audit/entry.ts";
import { Failure } from "../../../lib/failure.ts";
import { appState, CUSTOMER, expectAccessible, NOW, SUPPORT, show } from "./support.tsx";

const entry = (over: Partial<AuditEntry> & { readonly seq: number }): AuditEntry => ({
  at: NOW,
  action: "change",
  actor: "Dana Agent 101",
  to: CUSTOMER,
  from: SUPPORT,
  before: "clear",
  after: "OptOut",
  source: "Api",
  note: "by phone",
  result: "done",
  previous: "",
  hash: "",
  ...over,
});
const page = (entries: readonly AuditEntry[], over: Partial<AuditPage> = {}): AuditPage => ({
  entries,
  next: null,
  kept: entries.length,
  dropped: 0,
  ...over,
});

let actions: { [K in keyof AuditActions]: ReturnType<typeof vi.fn<AuditActions[K]>> };
beforeEach(() => {
  actions = {
    page: vi.fn(async () => page([entry({ seq: 2 }), entry({ seq: 1, action: "check" })])),
    verify: vi.fn(async () => ({ ok: true as const, entries: 2, dropped: 0 })),
    mask: vi.fn(async () => undefined),
    save: vi.fn(async () => undefined),
  };
});

const audit = (settings = {}, locked: ReturnType<typeof appState>["settings"]["locked"] = []) =>
  show(<Audit settings={appState({ settings, locked }).settings} actions={actions} />);
const rows = () => within(screen.getByRole("table")).getAllByRole("row").slice(1);

describe("the audit log's page", () => {
  it("tells who, when, which pair, before and after, source, note and result", async () => {
    const { container } = audit();
    await screen.findByText("2 entries shown.");
    const [first] = rows();
    for (const text of [
      "Dana Agent 101",
      "Change",
      "(415) 555-2671",
      "(650) 555-0101",
      "Clear → Opted out",
      "Team or app",
      "by phone",
      "Done",
    ]) {
      expect(first?.textContent).toContain(text);
    }
    expect(first?.querySelector("time")?.dateTime).toBe(new Date(NOW).toISOString());
    await expectAccessible(container);
  });

  it("tells a change of settings or policy in words, each setting by itself", async () => {
    actions.page.mockResolvedValue(
      page([
        entry({
          seq: 3,
          action: "policy",
          before: JSON.stringify({ unverified: "warn", sites: [], freshMinutes: 60 }),
          after: JSON.stringify({
            unverified: "block",
            sites: ["https://a.example/*", "https://b.example/*"],
            freshMinutes: 60,
            auditMaskNumbers: true,
          }),
        }),
        entry({
          seq: 2,
          action: "settings",
          before: "{}",
          after: JSON.stringify({ taught: { site: "x" } }),
        }),
        entry({ seq: 1, action: "settings", before: "{", after: "[1" }),
      ]),
    );
    audit();
    await screen.findByText("3 entries shown.");
    const changes = rows().map((row) =>
      within(row)
        .queryAllByRole("listitem")
        .map(({ textContent }) => textContent),
    );
    expect(changes).toEqual([
      [
        "When consent cannot be verifiedWarn, and let the agent decide → Block the text",
        "Sitesnot set → https://a.example/*, https://b.example/*",
        "Hide the middle digits of customers' numbersnot set → on",
      ],
      ["Taught buttonsnot set → 1 entry"],
      [],
    ]);
    expect(rows()[2]?.textContent).toContain("{ → [1");
  });

  it("searches by number, person, kind and days", async () => {
    audit();
    await screen.findByText("2 entries shown.");
    const type = (label: string, value: string) =>
      fireEvent.input(screen.getByLabelText(label), { target: { value } });
    type("Number", "(415) 555-2671");
    type("Person", "dana");
    fireEvent.change(screen.getByLabelText("Event"), { target: { value: "text-attempt" } });
    type("From day", "2026-11-01");
    type("To day", "2026-11-24");
    await waitFor(() =>
      expect(actions.page.mock.lastCall?.[0].filter).toEqual({
        digits: "4155552671",
        person: "dana",
        action: "text-attempt",
        since: new Date(2026, 10, 1).getTime(),
        until: new Date(2026, 10, 25).getTime(),
      }),
    );
  });

  it("shows older entries on demand, below those that are there", async () => {
    actions.page
      .mockResolvedValueOnce(page([entry({ seq: 9 })], { next: 9, kept: 9 }))
      .mockResolvedValueOnce(page([entry({ seq: 8 })], { kept: 9 }));
    audit();
    fireEvent.click(await screen.findByRole("button", { name: "Show older entries" }));
    await screen.findByText("2 entries shown.");
    expect(actions.page.mock.lastCall?.[0].before).toBe(9);
    expect(screen.queryByRole("button", { name: "Show older entries" })).toBeNull();
  });

  it("drops the answer to a question that was asked before", async () => {
    let late: (found: AuditPage) => void = () => undefined;
    actions.page
      .mockImplementationOnce(() => new Promise((resolve) => (late = resolve)))
      .mockResolvedValueOnce(page([], { kept: 5 }));
    audit();
    fireEvent.input(screen.getByLabelText("Person"), { target: { value: "sam" } });
    await screen.findByText("Nothing in the log matches this search.");
    late(page([entry({ seq: 1 })]));
    await Promise.resolve();
    expect(screen.queryByRole("table")).toBeNull();
  });

  it("says what a check of the chain found, and what was dropped", async () => {
    actions.page.mockResolvedValue(page([entry({ seq: 40 })], { kept: 1, dropped: 39 }));
    audit();
    await screen.findByText(/39 older entries were dropped/);
    fireEvent.click(screen.getByRole("button", { name: "Verify the log" }));
    await screen.findByText(/The log is whole: 2 entries/);
    actions.verify.mockResolvedValue({ ok: false, entries: 2, brokenAt: 1 });
    fireEvent.click(screen.getByRole("button", { name: "Verify the log" }));
    expect((await screen.findByRole("alert")).textContent).toContain("Entry 1 is damaged");
  });

  it("exports everything that the search finds, page after page", async () => {
    actions.page
      .mockResolvedValueOnce(page([entry({ seq: 3 })], { next: 3 }))
      .mockResolvedValueOnce(page([entry({ seq: 3 })], { next: 3 }))
      .mockResolvedValueOnce(page([entry({ seq: 2, note: "=1" })]));
    audit();
    await screen.findByRole("table");
    fireEvent.click(screen.getByRole("button", { name: "Export as CSV" }));
    await waitFor(() => expect(actions.save).toHaveBeenCalled());
    const file = actions.save.mock.lastCall?.[0];
    expect(file).toMatchObject({ format: "csv", entries: 2, masked: false });
    expect(file?.text).toContain("'=1");
  });

  it("masks customers' numbers on the screen and in exports when that is set, by policy too", async () => {
    const { container } = audit({ auditMaskNumbers: true }, ["auditMaskNumbers"]);
    await screen.findByRole("table");
    expect(container.textContent).toContain("+1415•••2671");
    expect(container.textContent).not.toMatch(/415\D*555\D*2671/);
    expect(screen.getByRole("switch")).toHaveProperty("disabled", true);
    fireEvent.click(screen.getByRole("button", { name: "Export as JSON" }));
    await waitFor(() => expect(actions.save).toHaveBeenCalled());
    expect(actions.save.mock.lastCall?.[0].text).not.toContain(CUSTOMER);
    expect(actions.save.mock.lastCall?.[0].masked).toBe(true);
  });

  it("says when the log cannot be read", async () => {
    actions.page.mockRejectedValue(new Failure("storage-fault"));
    audit();
    expect(await screen.findByRole("alert")).toBeTruthy();
  });
});
