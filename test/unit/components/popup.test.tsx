// @vitest-environment happy-dom
import { readFileSync } from "node:fs";
import { fireEvent, screen, waitFor, within } from "@testing-library/preact";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { PopupActions } from "../../../components/popup/actions.ts";
import { Popup, type PopupProps } from "../../../components/popup/Popup.tsx";
import { CHANGE_DIALOG, CHECK, DESK, PAGE_LIST, REFUSED } from "../../../components/popup/parts.ts";
import { Failure } from "../../../lib/failure.ts";
import {
  appState,
  CUSTOMER,
  checkResult,
  expectAccessible,
  NOW,
  optOut,
  pair,
  SUPPORT,
  show,
  showIn,
  signedOut,
  TOLL_FREE,
  verdict,
} from "./support.tsx";

// What the popup fetches behind its first frame is at hand here.
beforeAll(async () => {
  await Promise.all([
    DESK.load(),
    CHECK.load(),
    REFUSED.load(),
    CHANGE_DIALOG.load(),
    PAGE_LIST.load(),
  ]);
});

const nothing = async (): Promise<void> => undefined;
let actions: { [K in keyof PopupActions]: ReturnType<typeof vi.fn<PopupActions[K]>> };

beforeEach(() => {
  actions = {
    connect: vi.fn(nothing),
    sync: vi.fn(nothing),
    openSettings: vi.fn(),
    openLists: vi.fn(),
    popOut: vi.fn(nothing),
    setUp: vi.fn(),
    guardSite: vi.fn(nothing),
    grantSites: vi.fn(nothing),
    pauseSite: vi.fn(nothing),
    check: vi.fn(async (_recipient, live) => checkResult({ live })),
    change: vi.fn(async () => ({ done: [], failed: [], queued: [] })),
    retryChange: vi.fn(nothing),
    dropChange: vi.fn(nothing),
    history: vi.fn(async () => ({ entries: [], malformed: 0 })),
    reveal: vi.fn(nothing),
    teach: vi.fn(nothing),
    chooseSender: vi.fn(),
    remember: vi.fn(),
    copy: vi.fn(nothing),
    keep: vi.fn(),
  };
});

const popup = (over: Partial<PopupProps> = {}) =>
  show(
    <Popup
      state={appState()}
      failure={null}
      pageNumbers={null}
      recent={[]}
      sender={null}
      initialNumber=""
      draft={null}
      now={NOW}
      actions={actions}
      {...over}
    />,
  );

const type = (value: string): void => {
  fireEvent.input(screen.getByLabelText("Check a number"), { target: { value } });
};
const press = (name: string | RegExp): void => {
  fireEvent.click(screen.getByRole("button", { name }));
};

describe("at a glance", () => {
  it("says who is signed in and how old the data is", async () => {
    const { container } = popup();
    expect(screen.getByText("Dana Agent")).toBeTruthy();
    expect(screen.getByText("Synced 2 minutes ago")).toBeTruthy();
    await expectAccessible(container);
  });

  it("puts the cursor into the number field", () => {
    popup();
    expect(document.activeElement).toBe(screen.getByLabelText("Check a number"));
  });

  it("goes on in a window that stays, with the number that was typed", async () => {
    popup();
    fireEvent.input(screen.getByLabelText("Check a number"), { target: { value: "415 555 2671" } });
    fireEvent.click(screen.getByRole("button", { name: "Keep open in a window" }));
    await waitFor(() => expect(actions.popOut).toHaveBeenCalledWith("415 555 2671"));
  });

  it("shows a placeholder until the background has answered, and its failure when it cannot", () => {
    const { rerender } = popup({ state: null });
    expect(screen.getByText("Loading…")).toBeTruthy();
    rerender(
      <Popup
        state={null}
        failure={{ code: "unexpected", detail: "no answer" }}
        pageNumbers={null}
        recent={[]}
        sender={null}
        initialNumber=""
        draft={null}
        now={NOW}
        actions={actions}
      />,
    );
    expect(screen.getByRole("alert").textContent).toContain("Something went wrong");
  });

  it.each([
    ["not set up", { session: signedOut(), settings: { clientId: "" } }, "Set up"],
    ["signed out", { session: signedOut() }, "Sign in"],
    ["session ended", { session: signedOut("session-ended") }, "Sign in"],
    ["stale", { sync: { lastSuccess: NOW - 7_200_000 } }, "Sync now"],
    ["offline", { sync: { failures: [{ code: "offline", at: NOW }] } }, "Sync now"],
  ] as const)("has a way out when %s", async (_name, over, way) => {
    const { container } = popup({ state: appState(over) });
    expect(screen.getAllByRole("button", { name: way }).length).toBeGreaterThan(0);
    await expectAccessible(container);
  });

  it("says how far the first load is", () => {
    popup({
      state: appState({ sync: { phase: "loading", lastSuccess: null, recordsRead: 1200 } }),
    });
    expect(screen.getByText("1,200 records read so far.")).toBeTruthy();
    expect(screen.getByRole("progressbar", { name: "Loading your opt-outs" })).toBeTruthy();
  });

  it("says when it goes on after a rate limit", () => {
    const failures = [{ code: "rate-limited", at: NOW, retryAt: NOW + 60_000 }] as const;
    popup({ state: appState({ sync: { phase: "waiting", failures } }) });
    expect(screen.getByText(/slow down/).textContent).toContain("Next try:");
  });

  it("signs in from the banner and names what went wrong", async () => {
    actions.connect.mockRejectedValue(new Failure("login-cancelled"));
    popup({ state: appState({ session: signedOut() }) });
    press("Sign in");
    await screen.findByText(/closed before it finished/);
  });

  it("asks for the sites that the company's policy names", async () => {
    const site = { pattern: "https://*.pipedrive.com/*", paused: false, fromPolicy: true };
    popup({ state: appState({ sites: [{ ...site, granted: false }] }) });
    press("Allow");
    expect(actions.grantSites).toHaveBeenCalledWith([site.pattern]);
  });
});

describe("the first frame", () => {
  const html = readFileSync("entrypoints/popup/index.html", "utf8");

  it("is taken over, with the focus and what was typed", () => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const root = document.body.appendChild(page.querySelector("#app") as HTMLElement);
    const field = root.querySelector("input") as HTMLInputElement;
    field.focus();
    field.value = "4155552671";
    const moved = vi.fn();
    field.addEventListener("blur", moved);
    const { container } = showIn(
      root,
      <Popup
        state={null}
        failure={null}
        pageNumbers={null}
        recent={[]}
        sender={null}
        initialNumber={field.value}
        draft={null}
        now={NOW}
        actions={actions}
      />,
    );
    expect(screen.getByLabelText("Check a number")).toBe(field);
    expect(container.querySelectorAll("input, h1, header, main")).toHaveLength(4);
    expect(document.activeElement).toBe(field);
    expect(field.value).toBe("4155552671");
    expect(moved).not.toHaveBeenCalled();
    expect(field.hasAttribute("aria-label")).toBe(false);
  });
});

describe("this page", () => {
  const report = {
    numbers: 12,
    optedOut: 3,
    partlyOptedOut: 1,
    optInMissing: 0,
    unverified: 0,
    routes: 5,
    blockedRoutes: 4,
  };
  const pattern = "https://acme.pipedrive.com/*";

  it("counts what is on a guarded page and switches the guard off", async () => {
    const { container } = popup({ page: { kind: "guarded", pattern, report, attempts: 2 } });
    const card = within(screen.getByRole("region", { name: "This page" }));
    expect(card.getByRole("button", { name: "12 Numbers" })).toBeTruthy();
    expect(card.getByRole("button", { name: "3 Opted out" })).toBeTruthy();
    expect(card.getByText(/4 ways to text are blocked. 2 attempts stopped./)).toBeTruthy();
    fireEvent.click(card.getByRole("switch", { name: "acme.pipedrive.com" }));
    expect(actions.pauseSite).toHaveBeenCalledWith(pattern, true);
    await expectAccessible(container);
  });

  it("says that marks come late on a page that never stops changing", () => {
    const told = /never stops changing/;
    const { unmount } = popup({ page: { kind: "guarded", pattern, report, attempts: 0 } });
    expect(screen.queryByText(told)).toBeNull();
    unmount();
    popup({ page: { kind: "guarded", pattern, report: { ...report, lags: true }, attempts: 0 } });
    expect(screen.getByText(told)).toBeTruthy();
  });

  it("counts those whose opt-in is missing apart, and explains their mark", () => {
    const { container } = popup({
      page: { kind: "guarded", pattern, report: { ...report, optInMissing: 2 }, attempts: 0 },
    });
    expect(screen.getByRole("button", { name: "2 Opt-in missing" })).toBeTruthy();
    expect(container.querySelector(".mark-opt-in-missing")).toBeTruthy();
    expect(screen.getByText(/though your number needs one/)).toBeTruthy();
  });

  it("switches the guard on again", () => {
    popup({ page: { kind: "paused", pattern } });
    fireEvent.click(screen.getByRole("switch", { name: "acme.pipedrive.com" }));
    expect(actions.pauseSite).toHaveBeenCalledWith(pattern, false);
  });

  it("offers to guard a page that is not on the list, within the click itself", () => {
    popup({ page: { kind: "not-a-site", origin: "https://acme.pipedrive.com", pattern } });
    press("Guard this site");
    expect(actions.guardSite).toHaveBeenCalledWith(pattern);
  });

  it("says why an agent cannot add a site under policy", () => {
    popup({
      state: appState({ locked: ["sites"] }),
      page: { kind: "not-a-site", origin: "https://acme.pipedrive.com", pattern },
    });
    expect(screen.getByText(/Your administrator can add it/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Guard this site" })).toBeNull();
  });

  it("asks for a permission that is missing and says when it was refused", async () => {
    actions.grantSites.mockRejectedValue(new Failure("site-permission-missing"));
    popup({ page: { kind: "needs-permission", pattern } });
    press("Allow");
    await screen.findByText(/has not allowed Consent Guard on this site/);
  });

  it("says that a browser's own page cannot be guarded", () => {
    popup({ page: { kind: "not-a-site", origin: null, pattern: null } });
    expect(screen.getByText(/does not run on this kind of page/)).toBeTruthy();
  });
});

describe("the numbers of the page", () => {
  const other = "+14155552672" as typeof CUSTOMER;
  const third = "+14155552673" as typeof CUSTOMER;
  const guarded: Partial<PopupProps> = {
    page: {
      kind: "guarded",
      pattern: "https://crm.example.com/*",
      report: {
        numbers: 3,
        optedOut: 1,
        partlyOptedOut: 0,
        optInMissing: 0,
        unverified: 0,
        routes: 0,
        blockedRoutes: 0,
      },
      attempts: 0,
    },
    pageNumbers: {
      numbers: [
        { recipient: other, kind: "clear" },
        { recipient: CUSTOMER, kind: "opted-out" },
        { recipient: third, kind: "clear" },
      ],
      total: 3,
    },
  };
  const list = () => within(screen.getByRole("list", { name: "Numbers on this page" }));

  it("are listed with their status, opted out first", async () => {
    const { container } = popup(guarded);
    expect(
      list()
        .getAllByRole("listitem")
        .map((row) => row.textContent),
    ).toEqual([
      "(415) 555-2671Opted outShow (415) 555-2671 on the page",
      "(415) 555-2672ClearShow (415) 555-2672 on the page",
      "(415) 555-2673ClearShow (415) 555-2673 on the page",
    ]);
    await expectAccessible(container);
  });

  it("are narrowed to one status", () => {
    popup(guarded);
    press("1 Opted out");
    expect(list().getAllByRole("listitem")).toHaveLength(1);
    press("3 Numbers");
    expect(list().getAllByRole("listitem")).toHaveLength(3);
  });

  it("can be found on the page, and it is said when one has gone", async () => {
    actions.reveal.mockRejectedValueOnce(new Failure("number-gone"));
    popup(guarded);
    press("Show (415) 555-2672 on the page");
    expect(actions.reveal).toHaveBeenCalledWith(other);
    await screen.findByText(/no longer on the page/);
  });

  it("are one stop of the Tab key, and arrow keys move through rows and their buttons", () => {
    popup(guarded);
    const controls = () => [...list().getAllByRole("checkbox"), ...list().getAllByRole("button")];
    const stops = () => controls().filter(({ tabIndex }) => tabIndex === 0);
    const go = (key: string): string => {
      fireEvent.keyDown(document.activeElement as Element, { key });
      expect(stops()).toEqual([document.activeElement]);
      const control = document.activeElement;
      return control?.getAttribute("aria-label") ?? control?.textContent ?? "";
    };
    expect(stops()).toHaveLength(1);
    stops()[0]?.focus();
    expect(go("ArrowRight")).toBe("(415) 555-2671");
    expect(go("ArrowDown")).toBe("(415) 555-2672");
    expect(go("ArrowRight")).toBe("Show (415) 555-2672 on the page");
    expect(go("ArrowRight")).toBe("Show (415) 555-2672 on the page");
    expect(go("End")).toBe("Show (415) 555-2673 on the page");
    expect(go("Home")).toBe("Show (415) 555-2671 on the page");
    expect(go("ArrowUp")).toBe("Show (415) 555-2671 on the page");
    // What the mouse has pressed is where the keyboard goes on.
    list().getByRole("button", { name: "(415) 555-2673" }).focus();
    expect(go("ArrowLeft")).toBe("Select (415) 555-2673");
  });

  it("can be looked at one by one", async () => {
    popup(guarded);
    press("(415) 555-2671");
    await waitFor(() => expect(actions.check).toHaveBeenCalledWith(CUSTOMER, false));
    expect(screen.queryByRole("region", { name: "This page" })).toBeNull();
  });

  it("are only looked at by a person who may not change consents", async () => {
    const readOnly = { code: "user-permission-missing" } as const;
    popup({ ...guarded, state: appState({ readOnly }) });
    fireEvent.click(screen.getByRole("checkbox", { name: "Select (415) 555-2672" }));
    expect(screen.getByText("You can look, but not change")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^Opt/ })).toBeNull();
  });

  it("are changed several at once, by one request", async () => {
    actions.check.mockImplementation(async (recipient) => checkResult({ recipient }));
    popup(guarded);
    fireEvent.click(screen.getByRole("checkbox", { name: "Select (415) 555-2672" }));
    fireEvent.click(screen.getByRole("checkbox", { name: "Select (415) 555-2673" }));
    expect(screen.getByText("2 selected")).toBeTruthy();
    press(/^Opt out/);
    const dialog = within(await screen.findByRole("dialog", { name: "Opt out 2 customers?" }));
    const change = (to: typeof CUSTOMER) => ({ from: null, to, optStatus: "OptOut" }) as const;
    actions.change.mockResolvedValue({
      done: [change(other), change(third)],
      failed: [],
      queued: [],
    });
    fireEvent.click(dialog.getByRole("button", { name: "Opt out" }));
    await screen.findByText(/2 customers opted out from every business number/);
    expect(actions.change.mock.calls).toEqual([
      [{ to: [other, third], from: null, optStatus: "OptOut", note: "" }],
    ]);
  });
});

describe("what was", () => {
  it("offers the numbers checked before", async () => {
    popup({ recent: [CUSTOMER] });
    press("(415) 555-2671");
    await waitFor(() => expect(actions.check).toHaveBeenCalledWith(CUSTOMER, false));
    await waitFor(() => expect(actions.remember).toHaveBeenCalledWith(CUSTOMER));
  });

  it("shows a customer's history when it is opened", async () => {
    actions.history.mockResolvedValue({
      entries: [
        { from: SUPPORT, to: CUSTOMER, optStatus: "OptOut", source: "Recipient" },
        {
          from: null,
          to: CUSTOMER,
          optStatus: "OptIn",
          source: "Api",
          createdAt: "2026-03-03T10:00:00.123456789Z",
        },
      ],
      malformed: 1,
    });
    const { container } = popup({ initialNumber: CUSTOMER });
    const summary = await screen.findByText("History");
    expect(actions.history).not.toHaveBeenCalled();
    const details = summary.closest("details") as HTMLDetailsElement;
    details.open = true;
    fireEvent(details, new Event("toggle"));
    await screen.findByText(/Recorded by your team or an app · Mar 3, 2026/);
    expect(screen.getByText(/Customer texted STOP · unknown date/)).toBeTruthy();
    expect(screen.getByText("1 entry could not be read.")).toBeTruthy();
    await expectAccessible(container);
  });

  it("says how many changes wait", () => {
    popup({ state: appState({ waitingChanges: 2 }) });
    expect(screen.getByText(/2 changes wait for RingCentral/)).toBeTruthy();
  });
});

describe("changes that RingCentral refused", () => {
  const refused = {
    id: 4,
    at: NOW,
    change: { from: null, to: CUSTOMER, optStatus: "OptIn" },
    errorCode: "changed-meanwhile",
    message: "",
  } as const;

  it("stay with their reason, to be tried again or given up", async () => {
    const { container } = popup({ state: appState({ refusedChanges: [refused] }) });
    const alert = screen.getByRole("alert");
    expect(alert.textContent).toContain("refused the opt-in");
    expect(alert.textContent).toContain("changed in RingCentral at about the same time");
    press("Try again");
    expect(actions.retryChange).toHaveBeenCalledWith(4);
    press("Give up");
    expect(actions.dropChange).toHaveBeenCalledWith(4);
    await expectAccessible(container);
  });
});

describe("checking a number", () => {
  it.each(["(415) 555-2671", "415.555.2671", "+1 415 555 2671", "4155552671"])(
    "reads %s",
    async (written) => {
      popup();
      type(written);
      await waitFor(() => expect(actions.check).toHaveBeenCalledWith(CUSTOMER, false));
    },
  );

  it("answers from the cache first and asks RingCentral afterwards", async () => {
    const { container } = popup();
    type("4155552671");
    await screen.findByText("Checking with RingCentral…");
    await screen.findByText("Checked with RingCentral just now.");
    expect(actions.check.mock.calls).toEqual([
      [CUSTOMER, false],
      [CUSTOMER, true],
    ]);
    await expectAccessible(container);
  });

  it("says the status of each business number with source and date", async () => {
    popup({ initialNumber: CUSTOMER });
    const rows = await screen.findAllByRole("listitem");
    expect(rows.map((row) => row.textContent)).toEqual([
      "Support(650) 555-0101Opted outCustomer texted STOP · Mar 3, 2026",
      "Toll-free(800) 555-0104Toll-freeClear",
    ]);
  });

  it("says once what holds for every business number", async () => {
    const all = verdict("opted-out", [optOut({ from: null, coverage: "Account" })]);
    actions.check.mockResolvedValue(
      checkResult({
        overall: all,
        pairs: [pair(SUPPORT, "Support", all), pair(TOLL_FREE, "Toll-free", all, true)],
      }),
    );
    popup({ initialNumber: CUSTOMER });
    await screen.findByText("Customer texted STOP · Mar 3, 2026 · all business numbers");
  });

  it("keeps the cache's answer and says why RingCentral could not be asked", async () => {
    actions.check.mockImplementation(async (_recipient, live) =>
      checkResult(live ? { failure: { code: "offline" } } : {}),
    );
    popup({ initialNumber: CUSTOMER });
    await screen.findByText(/RingCentral could not be asked: You are offline.*From the list of/);
  });

  it("asks nobody but the cache when signed out", async () => {
    actions.check.mockResolvedValue(
      checkResult({ overall: verdict("unverified", [], { reason: "signed-out" }), pairs: [] }),
    );
    popup({ state: appState({ session: signedOut() }), initialNumber: CUSTOMER });
    await screen.findByText("Sign in to RingCentral to check this number.");
    expect(actions.check.mock.calls).toEqual([[CUSTOMER, false]]);
  });

  it("says when something is no phone number", async () => {
    popup();
    type("123456789012345678");
    expect(await screen.findByRole("alert")).toHaveProperty(
      "textContent",
      expect.stringContaining("not a phone number"),
    );
    expect(actions.check).not.toHaveBeenCalled();
  });

  it("forgets an answer that comes after the number has changed", async () => {
    let answer: (result: ReturnType<typeof checkResult>) => void = () => undefined;
    actions.check.mockImplementationOnce(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    actions.check.mockResolvedValue(checkResult({ overall: verdict("clear"), pairs: [] }));
    popup();
    type("4155552671");
    type("4155552672");
    await screen.findByText("Clear");
    answer(checkResult({ overall: verdict("opted-out") }));
    await Promise.resolve();
    expect(screen.queryByText("Opted out")).toBeNull();
  });
});

describe("who I text from", () => {
  const choose = (sender: typeof SUPPORT | null, over: Partial<PopupProps> = {}) =>
    popup({ initialNumber: CUSTOMER, sender, ...over });
  const card = async () => within(await screen.findByRole("article"));

  it("is any number until one is chosen, and the worst of them is shown", async () => {
    choose(null);
    const shown = await card();
    expect(shown.getByText("Partly opted out")).toBeTruthy();
    fireEvent.change(shown.getByLabelText("I text from"), { target: { selectedIndex: 1 } });
    expect(actions.chooseSender).toHaveBeenCalledWith(SUPPORT);
  });

  it("shows the verdict of the chosen number first, and lists the others", async () => {
    const { container } = choose(SUPPORT);
    const shown = await card();
    expect(shown.getByText("Do not text. Call or email instead.")).toBeTruthy();
    expect(shown.getByText(/Customer texted STOP/)).toBeTruthy();
    const others = within(shown.getByRole("list", { name: "Status by your other numbers" }));
    expect(others.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual([
      "Toll-free(800) 555-0104Toll-freeClear",
    ]);
    await expectAccessible(container);
  });

  it.each([
    [true, /the guard blocks texts to this customer there/],
    [false, /the guard warns there before a text/],
  ])(
    "never lets a customer look clear whom pages guard by another number",
    async (blocks, said) => {
      const { container } = choose(TOLL_FREE, {
        state: appState({ settings: { anyNumberBlocks: blocks } }),
      });
      const shown = await card();
      expect(shown.getAllByText("Clear")).toHaveLength(1);
      expect(shown.getByText("Your other numbers count on pages")).toBeTruthy();
      expect(shown.getByText("Partly opted out")).toBeTruthy();
      expect(shown.getByText(said)).toBeTruthy();
      await expectAccessible(container);
    },
  );

  it("is not asked where there is one number, and forgotten where it has gone", async () => {
    const only = verdict("clear");
    actions.check.mockResolvedValue(
      checkResult({ overall: only, pairs: [pair(SUPPORT, "Support", only)] }),
    );
    const { unmount } = choose(TOLL_FREE);
    expect((await card()).queryByLabelText("I text from")).toBeNull();
    unmount();
    actions.check.mockImplementation(async () => checkResult());
    choose("+16505550199" as typeof SUPPORT);
    expect((await card()).getByText("Partly opted out")).toBeTruthy();
  });

  it("is what an opt-in is for, and an opt-out is for every number", async () => {
    choose(SUPPORT);
    fireEvent.click((await card()).getByRole("button", { name: /^Opt back in/ }));
    const chosen = () => within(screen.getByRole("dialog")).getByRole("radio", { checked: true });
    expect(chosen()).toBe(within(screen.getByRole("dialog")).getByLabelText("Support"));
    press("Cancel");
    fireEvent.click((await card()).getByRole("button", { name: /^Opt out/ }));
    expect(chosen()).toBe(
      within(screen.getByRole("dialog")).getByLabelText("Every business number"),
    );
  });
});

describe("changing a number", () => {
  const open = async (name: RegExp): Promise<ReturnType<typeof within>> => {
    popup({ initialNumber: CUSTOMER });
    fireEvent.click(await screen.findByRole("button", { name }));
    return within(screen.getByRole("dialog"));
  };

  it("opts out of every business number with a note", async () => {
    const dialog = await open(/^Opt out/);
    fireEvent.input(dialog.getByLabelText(/Note/), { target: { value: " by phone " } });
    expect(dialog.getByText(/can no longer be texted from every business number/)).toBeTruthy();
    fireEvent.click(dialog.getByRole("button", { name: "Opt out" }));
    await waitFor(() =>
      expect(actions.change).toHaveBeenCalledWith({
        to: [CUSTOMER],
        from: null,
        optStatus: "OptOut",
        note: "by phone",
      }),
    );
  });

  it("opts in for one business number only", async () => {
    const dialog = await open(/^Opt back in/);
    fireEvent.click(dialog.getByLabelText("Support"));
    expect(dialog.getByText(/If a carrier or a toll-free provider also blocks/)).toBeTruthy();
    fireEvent.click(dialog.getByRole("button", { name: "Opt back in" }));
    await waitFor(() =>
      expect(actions.change).toHaveBeenCalledWith({
        to: [CUSTOMER],
        from: [SUPPORT],
        optStatus: "OptIn",
        note: "",
      }),
    );
  });

  it("says that only the customer's START lifts a toll-free block", async () => {
    const dialog = await open(/^Opt back in/);
    fireEvent.click(dialog.getByLabelText("Toll-free"));
    expect(dialog.getByText(/ask the customer to text START/)).toBeTruthy();
    await expectAccessible(screen.getByRole("dialog"));
  });

  it("shows what was recorded and checks again", async () => {
    const change = { from: null, to: CUSTOMER, optStatus: "OptOut" } as const;
    actions.change.mockResolvedValue({ done: [change], failed: [], queued: [] });
    const dialog = await open(/^Opt out/);
    const before = actions.check.mock.calls.length;
    fireEvent.click(dialog.getByRole("button", { name: "Opt out" }));
    await screen.findByText("Opted out from every business number. RingCentral has confirmed it.");
    await waitFor(() => expect(actions.check.mock.calls.length).toBeGreaterThan(before));
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("says that an opt-out waits and guards already", async () => {
    const change = { from: SUPPORT, to: CUSTOMER, optStatus: "OptOut" } as const;
    actions.change.mockResolvedValue({ done: [], failed: [], queued: [change] });
    const dialog = await open(/^Opt out/);
    fireEvent.click(dialog.getByRole("button", { name: "Opt out" }));
    await screen.findByText(/555.0101 is saved. The guard blocks it now/);
  });

  it("names RingCentral's reason for each number that it refused", async () => {
    const change = { from: SUPPORT, to: CUSTOMER, optStatus: "OptIn" } as const;
    actions.change.mockResolvedValue({
      done: [],
      failed: [{ change, errorCode: "CMN-101", message: "Toll-free block" }],
      queued: [],
    });
    const dialog = await open(/^Opt back in/);
    fireEvent.click(dialog.getByRole("button", { name: "Opt back in" }));
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain(
      "did not record (415)\u00a0555\u20112671 for (650)\u00a0555\u20110101",
    );
    expect(alert.textContent).toContain("Toll-free block (CMN-101)");
  });

  it("keeps the dialog open with the reason when the background cannot take the change", async () => {
    actions.change.mockRejectedValue(new Failure("storage-full"));
    const dialog = await open(/^Opt out/);
    fireEvent.click(dialog.getByRole("button", { name: "Opt out" }));
    await dialog.findByText(/The disk is full/);
  });

  it("changes nothing when cancelled", async () => {
    const dialog = await open(/^Opt out/);
    fireEvent.click(dialog.getByRole("button", { name: "Cancel" }));
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(actions.change).not.toHaveBeenCalled();
  });

  it("gives way to the reason and whom to ask, for a person who may not change consents", async () => {
    const readOnly = {
      code: "user-permission-missing",
      detail: "403 CMN-408 EditSmsConsents",
    } as const;
    const { container } = popup({ initialNumber: CUSTOMER, state: appState({ readOnly }) });
    const reason = await screen.findByText(/may not change consents\. Ask your RingCentral admin/);
    expect(reason.textContent).toContain("EditSmsConsents");
    expect(reason.textContent).toContain("after your next sign-in, or in a few hours");
    expect(screen.queryByRole("button", { name: /^Opt/ })).toBeNull();
    await expectAccessible(container);
  });
});

describe("with a checked number", () => {
  it("one can call it, and take it and its status along", async () => {
    popup({ initialNumber: CUSTOMER });
    const call = await screen.findByRole("link", { name: "Call (415) 555-2671" });
    expect(call.getAttribute("href")).toBe(`tel:${CUSTOMER}`);
    press("Copy number");
    await waitFor(() => expect(actions.copy).toHaveBeenCalledWith("(415) 555-2671"));
    expect(await screen.findByText("Copied")).toBeTruthy();
    press("Copy status");
    await waitFor(() => expect(actions.copy).toHaveBeenCalledTimes(2));
    const [line] = actions.copy.mock.lastCall ?? [];
    expect(line).toMatch(
      /^\(415\) 555-2671 · Partly opted out · from \(650\) 555-0101 · Customer texted STOP · .* · as of /,
    );
  });
});

describe("what is not done when the popup is closed", () => {
  const change = { optStatus: "OptOut", to: [CUSTOMER], from: SUPPORT, note: "by ph" } as const;

  it("is kept as it is entered, and no longer once it is done", async () => {
    popup({ initialNumber: CUSTOMER });
    await waitFor(() =>
      expect(actions.keep).toHaveBeenLastCalledWith({ text: CUSTOMER, change: null }),
    );
    fireEvent.click(await screen.findByRole("button", { name: /^Opt out/ }));
    const dialog = within(screen.getByRole("dialog"));
    fireEvent.click(dialog.getByLabelText("Support"));
    fireEvent.input(dialog.getByLabelText(/Note/), { target: { value: "by ph" } });
    await waitFor(() => expect(actions.keep).toHaveBeenLastCalledWith({ text: CUSTOMER, change }));
    fireEvent.click(dialog.getByRole("button", { name: "Opt out" }));
    await waitFor(() => expect(actions.keep).toHaveBeenLastCalledWith(null));
  });

  it("stands there again: number, question, scope and note", async () => {
    popup({ initialNumber: CUSTOMER, draft: { text: CUSTOMER, change } });
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByLabelText("Support")).toHaveProperty("checked", true);
    expect(dialog.getByLabelText(/Note/)).toHaveProperty("value", "by ph");
    fireEvent.click(dialog.getByRole("button", { name: "Opt out" }));
    await waitFor(() =>
      expect(actions.change).toHaveBeenCalledWith({
        to: [CUSTOMER],
        from: [SUPPORT],
        optStatus: "OptOut",
        note: "by ph",
      }),
    );
  });

  it("gives way to the first key", () => {
    popup({ initialNumber: CUSTOMER, draft: { text: CUSTOMER, change: null } });
    const { selectionStart, selectionEnd } = screen.getByLabelText(
      "Check a number",
    ) as HTMLInputElement;
    expect([selectionStart, selectionEnd]).toEqual([0, CUSTOMER.length]);
  });

  it("is not kept for nobody", async () => {
    popup({ initialNumber: CUSTOMER, state: appState({ session: signedOut() }) });
    await waitFor(() => expect(actions.keep).toHaveBeenCalledWith(null));
    expect(actions.keep).not.toHaveBeenCalledWith(expect.objectContaining({ text: CUSTOMER }));
  });
});
