import type { AuditLog } from "../audit/audit-log.ts";
import type { Verdict } from "../consent/verdict.ts";
import { Failure } from "../failure.ts";
import type { AppState, Diagnostics, PageStatus } from "../messages/protocol.ts";
import type { Handlers } from "../messages/router.ts";
import type { E164 } from "../phone/e164.ts";
import { recipesFor } from "../recipes/recipes-for.ts";
import type { Session } from "../ringcentral/types.ts";
import type { SettingsStore } from "../settings/settings-store.ts";
import { patternForAddress } from "../settings/site-pattern.ts";
import type { Outbox } from "../sync/outbox.ts";
import type { BusinessNumbers } from "./business-numbers.ts";
import type { ConsentDesk } from "./consent-desk.ts";
import type { FirstHint } from "./first-hint.ts";
import type { KnownConsents } from "./known-consents.ts";
import type { ListsDesk } from "./lists-desk.ts";
import type { PageNumbersDesk } from "./page-numbers.ts";
import type { PageReports } from "./page-reports.ts";
import { textsOfPages } from "./page-texts.ts";
import type { Sites } from "./sites.ts";
import type { Teaching } from "./teaching.ts";
import type { Uploads } from "./uploads.ts";

export interface HandlerPorts {
  readonly settings: SettingsStore;
  readonly session: Session;
  readonly sites: Sites;
  readonly reports: PageReports;
  readonly hint: FirstHint;
  readonly teaching: Teaching;
  readonly pageNumbers: PageNumbersDesk;
  readonly numbers: BusinessNumbers;
  readonly desk: ConsentDesk;
  readonly known: KnownConsents;
  readonly lists: ListsDesk;
  readonly outbox: Pick<Outbox, "retry" | "drop">;
  readonly uploads: Pick<Uploads, "list" | "act">;
  readonly audit: AuditLog;
  readonly verdicts: (recipients: readonly E164[]) => Promise<readonly Verdict[]>;
  readonly state: () => Promise<AppState>;
  readonly diagnostics: () => Promise<Diagnostics>;
  readonly forgetEverything: () => Promise<void>;
  /** Starts a load and does not wait for its end. */
  readonly startSync: () => void;
  /** Settings, grants or the session changed: makes registration, alarms and open pages follow. */
  readonly changed: () => Promise<void>;
  /** All texts in one language. */
  readonly texts: (language: string) => Promise<Readonly<Record<string, string>>>;
  /** Each recipient is asked of RingCentral; the account is not loaded. */
  readonly isOnDemand: () => Promise<boolean>;
  readonly tabAddress: (tabId: number) => Promise<string | null>;
  readonly openPopup: (recipient: E164) => Promise<void>;
  readonly reported: (tabId: number) => Promise<void>;
  /** Ends what is under way when the worker's context goes. */
  readonly signal: AbortSignal;
}

/** One handler a message: each is a few lines over a service. */
export function createHandlers(ports: HandlerPorts): Handlers {
  const { settings, session, sites, reports, numbers, desk, audit, signal } = ports;

  const guardedSite = async (addresses: readonly string[]): Promise<boolean> => {
    const effective = await settings.effective();
    const found = await Promise.all(addresses.map((address) => sites.find(effective, address)));
    return found.some((site) => site?.granted && !site.paused);
  };

  const pageStatus = async (tabId: number): Promise<PageStatus> => {
    const address = await ports.tabAddress(tabId);
    const site = address === null ? null : await sites.find(await settings.effective(), address);
    if (!site) {
      return {
        kind: "not-a-site",
        origin: address === null ? null : (URL.parse(address)?.origin ?? null),
        pattern: address === null ? null : patternForAddress(address),
      };
    }
    const { pattern } = site;
    if (!site.granted) return { kind: "needs-permission", pattern };
    if (site.paused) return { kind: "paused", pattern };
    return { kind: "guarded", pattern, ...(await reports.total(tabId)) };
  };

  return {
    "guard/config": async ({ fresh }, frame) => {
      const { values } = await settings.effective();
      const active = await guardedSite(frame.addresses);
      if (fresh) await reports.begin(frame.tabId, frame.frameId);
      return {
        active,
        defaultCountry: values.defaultCountry,
        unverified: values.unverified,
        anyNumberBlocks: values.anyNumberBlocks,
        optInMissing: values.optInMissing,
        webTexting: values.webTexting,
        onDemand: await ports.isOnDemand(),
        recipes: recipesFor(frame.addresses, values.recipes),
        theme: values.theme,
        texts: values.language === "auto" ? {} : textsOfPages(await ports.texts(values.language)),
      };
    },
    "guard/verdicts": async ({ recipients }, frame) => {
      if (!(await guardedSite(frame.addresses))) throw new Failure("sender-refused");
      return { verdicts: await ports.verdicts(recipients) };
    },
    "guard/details": async ({ recipient, live }, frame) => {
      if (!(await guardedSite(frame.addresses))) throw new Failure("sender-refused");
      return desk.check(recipient, live, signal);
    },
    "guard/report": async (report, frame) => {
      await reports.report(frame.tabId, frame.frameId, report);
      await ports.reported(frame.tabId);
      if (report.optedOut + report.partlyOptedOut > 0) await ports.hint.offer(frame.tabId);
      return null;
    },
    "guard/hint": async (_nothing, frame) => {
      if (!(await guardedSite(frame.addresses))) throw new Failure("sender-refused");
      return { show: await ports.hint.take() };
    },
    "guard/attempt": async (_attempt, frame) => {
      await reports.attempt(frame.tabId);
      return null;
    },
    "guard/open-popup": async ({ recipient }) => {
      await ports.openPopup(recipient);
      return null;
    },
    "teach/done": async ({ recipe }, frame) => {
      await ports.teaching.done(recipe, frame);
      if (recipe) await ports.changed();
      return null;
    },
    "teach/here": async ({ picker, asking }, frame) => {
      await ports.teaching.here(picker, asking, frame.tabId);
      return null;
    },
    "state/get": () => ports.state(),
    "session/connect": async () => {
      const { serverUrl, clientId } = (await settings.effective()).values;
      if (clientId === "") throw new Failure("client-id-missing");
      await session.connect({ serverUrl, clientId }, signal);
      ports.startSync();
      await ports.changed();
      return ports.state();
    },
    "session/disconnect": async () => {
      await session.disconnect(signal);
      await ports.changed();
      return ports.state();
    },
    "numbers/list": async () => ({ numbers: await numbers.list(signal) }),
    "settings/update": async (patch) => {
      await settings.update(patch);
      await ports.changed();
      return ports.state();
    },
    "sites/granted": async () => {
      await ports.changed();
      return ports.state();
    },
    "sync/run": () => {
      ports.startSync();
      return ports.state();
    },
    "page/status": ({ tabId }) => pageStatus(tabId),
    "page/numbers": ({ tabId }) => ports.pageNumbers.list(tabId),
    "page/reveal": async ({ tabId, recipient }) => ({
      found: await ports.pageNumbers.reveal(tabId, recipient),
    }),
    "teach/start": async ({ tabId }) => {
      await ports.teaching.start(tabId);
      return null;
    },
    "consent/check": ({ recipient, live }) => desk.check(recipient, live, signal),
    "consent/change": (request) => desk.change(request, signal),
    "changes/retry": async ({ id }) => {
      const report = await ports.outbox.retry(id, signal);
      await ports.changed();
      return report;
    },
    "changes/drop": async ({ id }) => {
      await ports.outbox.drop(id);
      await ports.changed();
      return ports.state();
    },
    "consent/known": (request) => ports.known(request, signal),
    "uploads/list": async () => ({ uploads: await ports.uploads.list() }),
    "uploads/act": async ({ id, act }) => ({ uploads: await ports.uploads.act(id, act) }),
    "consent/history": ({ recipient }) => desk.history(recipient, signal),
    "lists/basis": () => ports.lists.basis(),
    "lists/export": () => ports.lists.export(signal),
    "lists/export-stop": async () => {
      ports.lists.stopExport();
      return null;
    },
    "lists/ask": async ({ recipients }) => {
      await ports.lists.ask(recipients, signal);
      return null;
    },
    "audit/page": (query) => audit.page(query),
    "audit/verify": () => audit.verify(),
    // The trace is all there is to do.
    "audit/exported": async () => null,
    "diagnostics/get": () => ports.diagnostics(),
    "data/forget": async () => {
      await ports.forgetEverything();
      return ports.state();
    },
  };
}
