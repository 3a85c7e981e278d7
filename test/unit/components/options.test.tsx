// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from "@testing-library/preact";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { NEWS } from "../../../components/options/AboutSection.tsx";
import type { OptionsActions } from "../../../components/options/actions.ts";
import { Options, type OptionsProps } from "../../../components/options/Options.tsx";
import { Failure } from "../../../lib/failure.ts";
import { KNOWN_RECIPES } from "../../../lib/recipes/known-recipes.ts";
import { version } from "../../../package.json" with { type: "json" };
import {
  appState,
  expectAccessible,
  NOW,
  SUPPORT,
  show,
  signedOut,
  TOLL_FREE,
} from "./support.tsx";

const nothing = async (): Promise<void> => undefined;
let actions: { [K in keyof OptionsActions]: ReturnType<typeof vi.fn<OptionsActions[K]>> };

beforeEach(() => {
  actions = {
    connect: vi.fn(nothing),
    disconnect: vi.fn(nothing),
    sync: vi.fn(nothing),
    update: vi.fn(nothing),
    listNumbers: vi.fn(async () => [
      {
        phoneNumber: SUPPORT,
        label: "Support",
        features: ["SmsSender"],
        tollFree: false,
        primary: true,
      },
      {
        phoneNumber: TOLL_FREE,
        features: ["A2PSmsSender", "NewOne"],
        tollFree: true,
        primary: false,
      },
    ]),
    addSite: vi.fn(nothing),
    removeSite: vi.fn(nothing),
    grantSites: vi.fn(nothing),
    copy: vi.fn(nothing),
    speak: vi.fn(nothing),
    wear: vi.fn(nothing),
    saveFile: vi.fn(nothing),
    unsentRows: vi.fn(async () => 0),
    forget: vi.fn(nothing),
    notifyRefused: vi.fn(nothing),
    shortcuts: vi.fn(async () => ({ popup: "Alt+Shift+C", selection: "" })),
    changeShortcuts: vi.fn(nothing),
  };
});

const options = (over: Partial<OptionsProps> = {}) =>
  show(
    <Options
      state={appState()}
      failure={null}
      now={NOW}
      version="1.2.3"
      actions={actions}
      {...over}
    />,
  );

const section = (name: string) => within(screen.getByRole("region", { name }));

describe("account", () => {
  const disconnected = (settings = {}) => appState({ session: signedOut(), settings });

  it("connects with the default server and a client id", async () => {
    options({ state: disconnected({ clientId: "" }) });
    const account = section("Account");
    expect(account.getByLabelText("Server URL")).toHaveProperty(
      "value",
      "https://platform.ringcentral.com",
    );
    fireEvent.input(account.getByLabelText("Client ID"), { target: { value: " my-app " } });
    fireEvent.click(account.getByRole("button", { name: "Connect" }));
    await waitFor(() => expect(actions.connect).toHaveBeenCalled());
    expect(actions.update).toHaveBeenCalledWith({ clientId: "my-app" });
  });

  it.each(["http://platform.ringcentral.com", "platform", "https://a.example/path"])(
    "refuses the server %s with a sentence",
    async (url) => {
      const { container } = options({ state: disconnected() });
      const account = section("Account");
      fireEvent.input(account.getByLabelText("Server URL"), { target: { value: url } });
      fireEvent.click(account.getByRole("button", { name: "Connect" }));
      expect(account.getByRole("alert").textContent).toContain("starts with https://");
      expect(account.getByLabelText("Server URL").getAttribute("aria-invalid")).toBe("true");
      expect(actions.connect).not.toHaveBeenCalled();
      await expectAccessible(container);
    },
  );

  it("asks for a client id that is missing", () => {
    options({ state: disconnected({ clientId: "" }) });
    fireEvent.click(section("Account").getByRole("button", { name: "Connect" }));
    expect(section("Account").getByRole("alert").textContent).toContain("Enter the client ID");
  });

  it("names what went wrong at sign-in", async () => {
    actions.connect.mockRejectedValue(new Failure("redirect-mismatch"));
    options({ state: disconnected() });
    fireEvent.click(section("Account").getByRole("button", { name: "Connect" }));
    await section("Account").findByText(/redirect address/);
  });

  it("shows the redirect URI to copy", async () => {
    options();
    expect(section("Account").getByLabelText("Redirect URI")).toHaveProperty(
      "value",
      "https://example.chromiumapp.org/",
    );
    fireEvent.click(section("Account").getByRole("button", { name: "Copy" }));
    await section("Account").findByRole("button", { name: "Copied" });
    expect(actions.copy).toHaveBeenCalledWith("https://example.chromiumapp.org/");
  });

  it("disconnects after a question that says what it does", async () => {
    options();
    fireEvent.click(section("Account").getByRole("button", { name: "Disconnect" }));
    const dialog = within(screen.getByRole("dialog"));
    expect(dialog.getByText(/removed from this computer/)).toBeTruthy();
    expect(actions.disconnect).not.toHaveBeenCalled();
    fireEvent.click(dialog.getByRole("button", { name: "Disconnect" }));
    await waitFor(() => expect(actions.disconnect).toHaveBeenCalled());
  });
});

describe("business numbers", () => {
  it("lists the account's numbers with label and features, and takes a choice", async () => {
    const { container } = options();
    const row = within(await section("Business numbers").findByRole("row", { name: /Support/ }));
    expect(row.getByText("SMS")).toBeTruthy();
    expect(section("Business numbers").getByText("NewOne")).toBeTruthy();
    fireEvent.click(row.getByRole("checkbox", { name: "Text from Support" }));
    await waitFor(() =>
      expect(actions.update).toHaveBeenCalledWith({ businessNumbers: [SUPPORT] }),
    );
    await expectAccessible(container);
  });

  it("keeps showing a chosen number that the account no longer has", async () => {
    const gone = "+12125550100" as typeof SUPPORT;
    options({ state: appState({ settings: { businessNumbers: [gone] } }) });
    await section("Business numbers").findByRole("checkbox", {
      name: `Text from ${gone}`,
      checked: true,
    });
  });

  it("says why the list could not be read, and tries again", async () => {
    actions.listNumbers.mockRejectedValueOnce(new Failure("app-permission-missing"));
    options();
    await section("Business numbers").findByText(/scopes SMS and ReadAccounts/);
    fireEvent.click(section("Business numbers").getByRole("button", { name: "Try again" }));
    await section("Business numbers").findByRole("row", { name: /Support/ });
  });

  it("does not ask when signed out", () => {
    options({ state: appState({ session: signedOut() }) });
    expect(actions.listNumbers).not.toHaveBeenCalled();
    expect(section("Business numbers").getByText("Not connected")).toBeTruthy();
  });
});

describe("sites", () => {
  const site = {
    pattern: "https://*.pipedrive.com/*",
    granted: true,
    paused: false,
    fromPolicy: false,
  };
  const add = (address: string): void => {
    fireEvent.input(section("Sites").getByLabelText("Site address"), {
      target: { value: address },
    });
    fireEvent.click(section("Sites").getByRole("button", { name: "Add site" }));
  };

  it("adds what an admin types, as a pattern", async () => {
    options();
    add("acme.pipedrive.com/deals/4?x=1");
    await waitFor(() =>
      expect(actions.addSite).toHaveBeenCalledWith("https://acme.pipedrive.com/*"),
    );
  });

  it("keeps the next address that is typed while one is being added", async () => {
    const adding = Promise.withResolvers<void>();
    actions.addSite.mockReturnValueOnce(adding.promise);
    options();
    add("acme.pipedrive.com");
    const field = section("Sites").getByLabelText("Site address");
    fireEvent.input(field, { target: { value: "crm.acme.com" } });
    adding.resolve();
    const button = section("Sites").getByRole("button", { name: "Add site" });
    await waitFor(() => expect(button.getAttribute("aria-busy")).toBeNull());
    await waitFor(() => expect(field).toHaveProperty("value", "crm.acme.com"));
    fireEvent.click(button);
    await waitFor(() => expect(field).toHaveProperty("value", ""));
    expect(actions.addSite).toHaveBeenLastCalledWith("https://crm.acme.com/*");
  });

  it("fills in a known CRM", async () => {
    options();
    const select = section("Sites").getByLabelText("Known CRM");
    fireEvent.change(select, { target: { value: "https://app.hubspot.com/*" } });
    fireEvent.click(section("Sites").getByRole("button", { name: "Add site" }));
    await waitFor(() => expect(actions.addSite).toHaveBeenCalledWith("https://app.hubspot.com/*"));
  });

  it.each([
    ["*://*/*", /not your CRM/],
    ["<all_urls>", /not your CRM/],
    ["*.co.uk", /not your CRM/],
    ["not a site", /not a site address/],
    ["", /not a site address/],
  ])("refuses %s with its sentence", (address, sentence) => {
    options();
    add(address);
    expect(section("Sites").getByRole("alert").textContent).toMatch(sentence);
    expect(actions.addSite).not.toHaveBeenCalled();
  });

  it("shows which sites are guarded, off or not allowed, and the way on", async () => {
    const { container } = options({
      state: appState({
        settings: { pausedSites: ["https://app.close.com/*"] },
        sites: [
          site,
          { ...site, pattern: "https://app.close.com/*", paused: true },
          { ...site, pattern: "https://crm.example.com/*", granted: false },
        ],
      }),
    });
    const rows = section("Sites")
      .getAllByRole("listitem")
      .map((row) => within(row));
    expect(rows[0]?.getByText("Guarded")).toBeTruthy();
    expect(rows[0]?.getByText("Pipedrive")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Switch on" }));
    expect(actions.update).toHaveBeenCalledWith({ pausedSites: [] });
    expect(rows[2]?.getByText("Not allowed yet")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Allow" }));
    expect(actions.grantSites).toHaveBeenCalledWith(["https://crm.example.com/*"]);
    fireEvent.click(screen.getByRole("button", { name: "Remove *.pipedrive.com" }));
    expect(actions.removeSite).toHaveBeenCalledWith(site.pattern);
    await expectAccessible(container);
  });
});

describe("rules and data", () => {
  it("saves the rules as they are chosen", async () => {
    options();
    const choose = (label: string, value: string): void => {
      fireEvent.change(section("Rules").getByLabelText(label), { target: { value } });
    };
    choose("When consent cannot be verified", "block");
    choose("When the customer opted out from some of your numbers", "warn");
    choose("When a required opt-in is missing", "block");
    choose("Default country", "MX");
    await waitFor(() => expect(actions.update).toHaveBeenCalledTimes(4));
    expect(actions.update.mock.calls.map(([patch]) => patch)).toEqual([
      { unverified: "block" },
      { anyNumberBlocks: false },
      { optInMissing: "block" },
      { defaultCountry: "MX" },
    ]);
  });

  it("says which numbers require an opt-in, and of which that is not known", () => {
    options({ state: appState({ senders: { optInRequired: 2, unknown: 1 } }) });
    const field = section("Rules").getByLabelText("When a required opt-in is missing");
    const hint = document.getElementById(field.getAttribute("aria-describedby") ?? "");
    expect(hint?.textContent).toContain("2 of your numbers require an opt-in.");
    expect(hint?.textContent).toContain("does not say what 1 of your numbers requires");
  });

  it("tells what the last load found changed, and what live events missed", () => {
    const differences = { appeared: 3, lifted: 1, missing: 0 };
    options({ state: appState({ sync: { differences, missed: 4 } }) });
    const data = section("Data and sync");
    expect(data.getByText("3 new, 1 lifted, 0 asked again")).toBeTruthy();
    const missed = data.getByText("Missed by live updates").parentElement;
    expect(missed?.querySelector("dd")?.textContent).toMatch(/^4/);
  });

  it("changes how opt-outs are known", async () => {
    options();
    const field = section("Data and sync").getByLabelText("How opt-outs are known");
    fireEvent.change(field, { target: { value: "on-demand" } });
    await waitFor(() => expect(actions.update).toHaveBeenCalledWith({ mode: "on-demand" }));
  });

  it("takes whole minutes in range and says what is wrong with others", async () => {
    options();
    const field = section("Data and sync").getByLabelText("Sync every");
    fireEvent.input(field, { target: { value: "0" } });
    fireEvent.blur(field);
    expect(section("Data and sync").getByRole("alert").textContent).toContain("from 1 to 1,440");
    fireEvent.input(field, { target: { value: "30" } });
    fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(actions.update).toHaveBeenCalledWith({ syncMinutes: 30 }));
  });

  it("syncs now and shows how far it is", async () => {
    const { rerender } = options();
    fireEvent.click(section("Data and sync").getByRole("button", { name: "Sync now" }));
    await waitFor(() => expect(actions.sync).toHaveBeenCalled());
    const state = appState({ sync: { phase: "loading", recordsRead: 52_000 } });
    rerender(<Options state={state} failure={null} now={NOW} version="1.2.3" actions={actions} />);
    expect(section("Data and sync").getByText("52,000 records read so far.")).toBeTruthy();
  });

  it("switches notifications on, and says when the browser has refused them", async () => {
    actions.notifyRefused.mockRejectedValue(new Failure("notifications-refused"));
    options();
    fireEvent.click(section("Data and sync").getByRole("switch"));
    expect(actions.notifyRefused).toHaveBeenCalledWith(true);
    await section("Data and sync").findByText(/has not allowed notifications/);
  });

  it("lists the last errors with their times and details", () => {
    const failures = [
      { code: "server-error", detail: "503 CMN-211", at: NOW - 60_000 },
      { code: "offline", at: NOW - 3_600_000 },
    ] as const;
    options({ state: appState({ sync: { failures } }) });
    const rows = section("Data and sync").getAllByRole("listitem");
    expect(rows[0]?.textContent).toContain("RingCentral has a problem.");
    expect(rows[0]?.textContent).toContain("503 CMN-211");
    expect(rows[1]?.querySelector("time")?.dateTime).toBe("2026-11-24T08:00:00.000Z");
  });
});

describe("managed policy", () => {
  it("locks what it sets and says why", async () => {
    const { container } = options({
      state: appState({
        session: signedOut(),
        locked: [
          "serverUrl",
          "clientId",
          "businessNumbers",
          "sites",
          "defaultCountry",
          "unverified",
        ],
        sites: [
          { pattern: "https://crm.example.com/*", granted: true, paused: false, fromPolicy: true },
        ],
      }),
    });
    for (const label of ["Server URL", "Client ID", "Site address", "Default country"]) {
      const field = screen.getByLabelText(label);
      expect(field).toHaveProperty("disabled", true);
      const described = field.getAttribute("aria-describedby")?.split(" ") ?? [];
      const reasons = described.map((id) => document.getElementById(id)?.textContent);
      expect(reasons).toContain("Your company sets this.");
    }
    expect(screen.queryByRole("button", { name: /^Remove/ })).toBeNull();
    await expectAccessible(container);
  });

  it("connects without touching what it locks", async () => {
    options({ state: appState({ session: signedOut(), locked: ["serverUrl", "clientId"] }) });
    fireEvent.click(section("Account").getByRole("button", { name: "Connect" }));
    await waitFor(() => expect(actions.connect).toHaveBeenCalled());
    expect(actions.update).not.toHaveBeenCalled();
  });

  it("warns of values that are not in force", () => {
    options({ state: appState({ invalidPolicy: ["sites"] }) });
    expect(screen.getByText(/could not be understood: sites/)).toBeTruthy();
  });
});

describe("search", () => {
  const search = (value: string): void => {
    fireEvent.input(screen.getByLabelText("Search settings"), { target: { value } });
  };

  it("leaves the sections that hold what is looked for", () => {
    options();
    search("country");
    expect(screen.getAllByRole("region").map(({ id }) => id)).toEqual(["rules"]);
    expect(screen.getAllByRole("link").map(({ textContent }) => textContent)).toEqual([
      "Rules",
      "Lists",
    ]);
  });

  it("keeps what is typed in a section that it hides, and asks before the page is left", () => {
    options({ state: appState({ session: signedOut(), settings: { clientId: "" } }) });
    const leave = (): boolean => !dispatchEvent(new Event("beforeunload", { cancelable: true }));
    expect(leave()).toBe(false);
    fireEvent.input(screen.getByLabelText("Client ID"), { target: { value: "my-app" } });
    expect(leave()).toBe(true);
    search("country");
    search("");
    expect(screen.getByLabelText("Client ID")).toHaveProperty("value", "my-app");
    fireEvent.input(screen.getByLabelText("Client ID"), { target: { value: "" } });
    expect(leave()).toBe(false);
  });

  it("says when nothing is found", () => {
    options();
    search("zzz");
    expect(screen.getByText("No setting found")).toBeTruthy();
  });
});

describe("keyboard", () => {
  it("shows the keys as they are, and again when the person comes back from changing them", async () => {
    options();
    const keyboard = section("Keyboard");
    expect(await keyboard.findByText("Alt+Shift+C")).toBeTruthy();
    const keys = () => keyboard.getAllByRole("definition").map(({ textContent }) => textContent);
    expect(keys()).toEqual(["Alt+Shift+C", "No key"]);
    fireEvent.click(keyboard.getByRole("button", { name: "Change shortcuts" }));
    await waitFor(() => expect(actions.changeShortcuts).toHaveBeenCalled());
    actions.shortcuts.mockResolvedValue({ popup: "Alt+Shift+C", selection: "Ctrl+Shift+9" });
    fireEvent.focus(window);
    await waitFor(() => expect(keys()).toEqual(["Alt+Shift+C", "Ctrl+Shift+9"]));
    await expectAccessible(screen.getByRole("region", { name: "Keyboard" }));
  });
});

describe("about and help", () => {
  it("says the version and its news, and leads to first steps, audit and diagnostics", () => {
    options();
    const about = section("About and help");
    expect(about.getByText("Version 1.2.3")).toBeTruthy();
    expect(about.getAllByRole("listitem")).toHaveLength(NEWS.lines.length);
    expect(about.getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual([
      "/welcome.html",
      "/audit.html",
      "/diagnostics.html",
    ]);
  });

  it("has the news of the version that is built", () => {
    expect(NEWS.version).toBe(version);
  });

  it("is found by what somebody is at a loss about", () => {
    options();
    fireEvent.input(screen.getByLabelText("Search settings"), { target: { value: "mistake" } });
    expect(screen.getAllByRole("region").map(({ id }) => id)).toEqual(["about"]);
  });
});

describe("appearance and file", () => {
  it("offers each language in its own words", async () => {
    options();
    const select = section("Language and appearance").getByLabelText("Language");
    expect([...select.querySelectorAll("option")].map(({ textContent }) => textContent)).toEqual([
      "As the browser",
      "English",
      "Español",
      "Français",
    ]);
    fireEvent.change(select, { target: { value: "fr" } });
    await waitFor(() => expect(actions.speak).toHaveBeenCalledWith("fr"));
  });

  it("offers the system's theme, a light and a dark one", async () => {
    options({ state: appState({ settings: { theme: "light" } }) });
    const select = section("Language and appearance").getByLabelText("Theme");
    expect(select).toHaveProperty("value", "light");
    expect([...select.querySelectorAll("option")].map(({ textContent }) => textContent)).toEqual([
      "As the system",
      "Light",
      "Dark",
    ]);
    fireEvent.change(select, { target: { value: "dark" } });
    await waitFor(() => expect(actions.wear).toHaveBeenCalledWith("dark"));
  });

  const importFile = (text: string, label = "Import settings"): void => {
    const input = document.querySelector(`input[type="file"][aria-label="${label}"]`);
    const file = new File([text], "settings.json", { type: "application/json" });
    fireEvent.change(input as HTMLInputElement, { target: { files: [file] } });
  };

  it("exports the settings", async () => {
    options();
    fireEvent.click(screen.getByRole("button", { name: "Export settings" }));
    await waitFor(() => expect(actions.saveFile).toHaveBeenCalled());
    expect(actions.saveFile.mock.calls[0]?.[1]).toContain('"clientId": "demo"');
  });

  it("says what a file will change, and leaves alone what policy locks", async () => {
    options({ state: appState({ locked: ["unverified"] }) });
    const settings = { syncMinutes: 5, unverified: "block", anyNumberBlocks: true, odd: 1 };
    importFile(JSON.stringify({ format: "consent-guard-settings", version: 1, settings }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual([
      "Sync every15 → 5",
    ]);
    expect(dialog.getByText(/so they stay: When consent cannot be verified/)).toBeTruthy();
    expect(dialog.getByText(/odd/)).toBeTruthy();
    fireEvent.click(dialog.getByRole("button", { name: "Import" }));
    await waitFor(() => expect(actions.update).toHaveBeenCalledWith({ syncMinutes: 5 }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("names a file that holds no settings", async () => {
    options();
    importFile("not json");
    await screen.findByText(/not a settings file/);
  });

  const recipe = {
    name: "Send SMS",
    site: "https://*.gohighlevel.com/*",
    button: "#send-sms",
    number: ".phone",
  };

  it("lists taught buttons, exports them and takes them off", async () => {
    const { container } = options({ state: appState({ settings: { recipes: [recipe] } }) });
    const row = within(
      within(screen.getByRole("list", { name: "Taught buttons" })).getByRole("listitem"),
    );
    expect(row.getByText("*.gohighlevel.com")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Export buttons" }));
    await waitFor(() => expect(actions.saveFile.mock.calls[0]?.[1]).toContain("#send-sms"));
    fireEvent.click(row.getByRole("button", { name: "Remove Send SMS" }));
    await waitFor(() => expect(actions.update).toHaveBeenCalledWith({ recipes: [] }));
    await expectAccessible(container);
  });

  it("says where each button comes from", async () => {
    const lines = (name: string) =>
      within(screen.getByRole("list", { name }))
        .getAllByRole("listitem")
        .map((line) => line.querySelector(".tag")?.textContent);
    const { container, unmount } = options({
      state: appState({ settings: { recipes: [recipe] } }),
    });
    expect(lines("Taught buttons")).toEqual(["Taught here"]);
    const summary = screen.getByText(`Show the ${KNOWN_RECIPES.length} that are built in`, {
      exact: false,
    });
    summary.closest("details")?.setAttribute("open", "");
    expect(lines("Built-in buttons")).toEqual(KNOWN_RECIPES.map(() => "Built in"));
    const builtIn = within(screen.getByRole("list", { name: "Built-in buttons" }));
    expect(builtIn.queryByRole("button")).toBeNull();
    await expectAccessible(container);
    unmount();
    options({ state: appState({ settings: { recipes: [recipe] }, locked: ["recipes"] }) });
    expect(lines("Taught buttons")).toEqual(["Company"]);
    expect(screen.getByRole("button", { name: "Remove Send SMS" })).toHaveProperty(
      "disabled",
      true,
    );
  });

  it("adds the taught buttons of a file, each once, and names a file that is none", async () => {
    options({ state: appState({ settings: { recipes: [recipe] } }) });
    const file = { format: "consent-guard-recipes", version: 1, recipes: [recipe] };
    importFile(JSON.stringify(file), "Import buttons");
    await waitFor(() => expect(actions.update).toHaveBeenCalledWith({ recipes: [recipe] }));
    importFile("{}", "Import buttons");
    await screen.findByText(/no file of taught buttons/);
  });
});

describe("forgetting everything", () => {
  const ask = async (over: Partial<OptionsProps> = {}) => {
    options(over);
    fireEvent.click(section("Records").getByRole("button", { name: "Forget everything…" }));
    return within(await screen.findByRole("dialog"));
  };

  it("says how many changes and rows of uploads would be lost, and forgets when told to", async () => {
    actions.unsentRows.mockResolvedValue(4998);
    const dialog = await ask({ state: appState({ waitingChanges: 2 }) });
    await dialog.findByText("5,000 changes are not in RingCentral yet and would be lost.");
    fireEvent.click(dialog.getByRole("button", { name: "Forget everything" }));
    await waitFor(() => expect(actions.forget).toHaveBeenCalledTimes(1));
  });

  it("warns of nothing when everything was sent", async () => {
    const dialog = await ask();
    await waitFor(() =>
      expect(dialog.getByRole("button", { name: "Forget everything" })).toHaveProperty(
        "disabled",
        false,
      ),
    );
    expect(dialog.queryByText(/would be lost/)).toBeNull();
  });

  it("is possible when uploads cannot be counted, and says that", async () => {
    actions.unsentRows.mockRejectedValue(new Failure("storage-fault"));
    const dialog = await ask();
    await dialog.findByRole("alert");
    fireEvent.click(dialog.getByRole("button", { name: "Forget everything" }));
    await waitFor(() => expect(actions.forget).toHaveBeenCalledTimes(1));
  });
});
