// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from "@testing-library/preact";
import { beforeEach, expect, it, vi } from "vitest";
import type { WelcomeActions } from "../../../components/welcome/actions.ts";
import { Welcome, type WelcomeProps } from "../../../components/welcome/Welcome.tsx";
import {
  appState,
  CUSTOMER,
  checkResult,
  expectAccessible,
  NOW,
  optOut,
  SUPPORT,
  show,
  signedOut,
  verdict,
} from "./support.tsx";

const nothing = async (): Promise<void> => undefined;
let actions: { [K in keyof WelcomeActions]: ReturnType<typeof vi.fn<WelcomeActions[K]>> };

beforeEach(() => {
  actions = {
    connect: vi.fn(nothing),
    sync: vi.fn(nothing),
    update: vi.fn(nothing),
    listNumbers: vi.fn(async () => []),
    addSite: vi.fn(nothing),
    grantSites: vi.fn(nothing),
    copy: vi.fn(nothing),
    check: vi.fn(async (_recipient, live) => checkResult({ live })),
    pass: vi.fn(),
    isPinned: vi.fn(async () => true),
    openSettings: vi.fn(),
  };
});

const welcome = (over: Partial<WelcomeProps> = {}) => (
  <Welcome
    state={appState({ session: signedOut(), settings: { clientId: "" } })}
    failure={null}
    passed={[]}
    now={NOW}
    actions={actions}
    {...over}
  />
);
const site = {
  pattern: "https://crm.example.com/*",
  granted: true,
  paused: false,
  fromPolicy: false,
};
const titles = (): (string | null)[] =>
  screen.getAllByRole("heading", { level: 2 }).map(({ textContent }) => textContent);
const current = (): string | null | undefined =>
  document.querySelector('[aria-current="step"]')?.textContent;

it("leads an admin through four steps, the first one open", async () => {
  const { container } = show(welcome());
  expect(titles()).toEqual([
    "1Connect RingCentral",
    "2Choose business numbers",
    "3Add your CRM",
    "4See it work",
  ]);
  fireEvent.input(screen.getByLabelText("Client ID"), { target: { value: "my-app" } });
  fireEvent.click(screen.getByRole("button", { name: "Connect" }));
  await waitFor(() => expect(actions.connect).toHaveBeenCalled());
  expect(actions.update).toHaveBeenCalledWith({ clientId: "my-app" });
  await expectAccessible(container);
});

it("keeps what is typed in a step while another one is looked at", () => {
  show(welcome());
  fireEvent.input(screen.getByLabelText("Client ID"), { target: { value: "my-app" } });
  fireEvent.click(screen.getByRole("button", { name: /Add your CRM/ }));
  expect(current()).toBe("3Add your CRM");
  expect(screen.queryByRole("textbox", { name: "Client ID" })).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: /Connect RingCentral/ }));
  expect(screen.getByLabelText("Client ID")).toHaveProperty("value", "my-app");
});

it("goes on where it was left, and any step can be opened again", () => {
  show(welcome({ state: appState({ settings: { businessNumbers: [SUPPORT] } }) }));
  expect(current()).toBe("3Add your CRM");
  fireEvent.click(screen.getByRole("button", { name: /Connect RingCentral/ }));
  expect(screen.getByText("Connected. Dana Agent")).toBeTruthy();
});

it("lets a step be skipped", () => {
  const { rerender } = show(welcome({ state: appState() }));
  fireEvent.click(screen.getByRole("button", { name: "Skip this step" }));
  expect(actions.pass).toHaveBeenCalledWith("numbers");
  rerender(welcome({ state: appState(), passed: ["numbers"] }));
  expect(current()).toBe("3Add your CRM");
});

it("shows a test number's link blocked, as it would be on a page", async () => {
  actions.check.mockResolvedValue(
    checkResult({ overall: verdict("opted-out", [optOut({ from: null })]) }),
  );
  const state = appState({ settings: { businessNumbers: [SUPPORT] }, sites: [site] });
  const { container } = show(welcome({ state }));
  fireEvent.input(screen.getByLabelText("A customer's number"), {
    target: { value: "(415) 555-2671" },
  });
  const link = await screen.findByRole("link", { name: "Text (415) 555-2671" });
  expect(fireEvent.click(link)).toBe(false);
  const alert = screen.getByRole("alert");
  expect(alert.textContent).toContain("Text blocked");
  expect(alert.textContent).toContain("Customer texted STOP · Mar 3, 2026");
  expect(actions.check).toHaveBeenCalledWith(CUSTOMER, false);
  await expectAccessible(container);
});

it("leads an agent under policy through one step", async () => {
  const state = appState({ session: signedOut(), locked: ["clientId", "sites"] });
  const { container, rerender } = show(welcome({ state }));
  expect(titles()).toEqual(["1Connect RingCentral"]);
  fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
  await waitFor(() => expect(actions.connect).toHaveBeenCalled());
  await expectAccessible(container);
  rerender(welcome({ state: appState({ locked: ["clientId", "sites"] }) }));
  const end = within(screen.getByRole("region", { name: "You are guarded" }));
  fireEvent.click(end.getByRole("button", { name: "Open settings" }));
  expect(actions.openSettings).toHaveBeenCalled();
});

const guardedUnderPolicy = () => welcome({ state: appState({ locked: ["clientId", "sites"] }) });

it("shows how to pin the button until it is pinned", async () => {
  actions.isPinned.mockResolvedValue(false);
  const { container } = show(guardedUnderPolicy());
  expect(await screen.findByText("Keep the shield in sight")).toBeTruthy();
  await expectAccessible(container);
  actions.isPinned.mockResolvedValue(true);
  fireEvent.focus(window);
  await waitFor(() => expect(screen.queryByText("Keep the shield in sight")).toBeNull());
});

it.each([true, null])("says nothing of pinning where the browser answers %s", async (pinned) => {
  actions.isPinned.mockResolvedValue(pinned);
  show(guardedUnderPolicy());
  await waitFor(() => expect(actions.isPinned).toHaveBeenCalled());
  expect(screen.queryByText("Keep the shield in sight")).toBeNull();
});
