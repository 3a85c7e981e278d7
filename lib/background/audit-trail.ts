import type { AuditLog } from "../audit/audit-log.ts";
import type { AuditEvent } from "../audit/entry.ts";
import { toFailure } from "../failure.ts";
import type {
  AppState,
  ChangeReport,
  ChangeRequest,
  CheckResult,
  RefusedChange,
} from "../messages/protocol.ts";
import type { Handlers, PageFrame } from "../messages/router.ts";
import type { E164 } from "../phone/e164.ts";
import type { ConsentChange, Session, SignedInUser } from "../ringcentral/types.ts";
import type { Settings } from "../settings/settings.ts";

export interface AuditTrailPorts {
  readonly audit: AuditLog;
  readonly session: Pick<Session, "info">;
  /** What could not be logged: told, but never in the way of the work itself. */
  readonly onFault: (error: unknown) => void;
}

const pairsOf = (
  to: ChangeRequest["to"],
  from: ChangeRequest["from"],
): (readonly [E164, E164 | null])[] =>
  to.flatMap((recipient) =>
    (from ?? [null]).map((number): readonly [E164, E164 | null] => [recipient, number]),
  );

/** More changes than this at once are one entry. */
const SINGLE_TRACES = 100;
const OWN: PageFrame = { tabId: -1, frameId: -1, addresses: [] };

type Told = Omit<AuditEvent, "actor">;

/** A person as the log names them. */
export const actorOf = (user: SignedInUser | null): string | null =>
  user ? [user.name, user.extensionNumber].filter(Boolean).join(" ") : null;

/** Which messages leave a trace in the audit log, and what of them. */
export function createAuditTrail({ audit, session, onFault }: AuditTrailPorts) {
  const actorNow = async (): Promise<string | null> =>
    actorOf((await session.info())?.user ?? null);

  const record = async (events: readonly Told[], actor?: string | null): Promise<void> => {
    try {
      const who = actor === undefined ? await actorNow() : actor;
      for (const event of events) await audit.append({ ...event, actor: who });
    } catch (error) {
      onFault(error);
    }
  };

  /** The work, then its trace: its result, or the name of what went wrong. */
  const traced = async <T>(
    work: () => Promise<T>,
    tell: (outcome: { readonly value: T } | { readonly failed: string }) => readonly Told[],
  ): Promise<T> => {
    const actor = await actorNow();
    try {
      const value = await work();
      await record(tell({ value }), actor ?? (await actorNow()));
      return value;
    } catch (error) {
      await record(tell({ failed: toFailure(error).code }), actor);
      throw error;
    }
  };

  const tracedCheck = (
    { recipient, live }: { readonly recipient: E164; readonly live: boolean },
    work: () => Promise<CheckResult>,
  ): Promise<CheckResult> =>
    traced(work, (outcome) => [
      {
        action: "check",
        to: recipient,
        source: live ? "RingCentral" : "cache",
        ...("value" in outcome ? { after: outcome.value.overall.kind } : {}),
        result: "failed" in outcome ? outcome.failed : (outcome.value.failure?.code ?? "done"),
      },
    ]);

  /** What is known of each pair before it is changed. */
  const before = (check: CheckResult | undefined, from: E164 | null): string =>
    (check?.pairs.find((pair) => pair.from === from)?.verdict ?? check?.overall)?.kind ?? "";

  const ofChange = (
    { to, from, optStatus, note }: ChangeRequest,
    checks: ReadonlyMap<E164, CheckResult>,
    outcome: { readonly value: ChangeReport } | { readonly failed: string },
  ): Told[] =>
    pairsOf(to, from).map(([recipient, number]): Told => {
      const isThis = (change: ConsentChange): boolean =>
        change.to === recipient && change.from === number;
      const refused =
        "value" in outcome ? outcome.value.failed.find(({ change }) => isThis(change)) : undefined;
      const queued = "value" in outcome && outcome.value.queued.some(isThis);
      const failed = "failed" in outcome ? outcome.failed : refused?.errorCode;
      return {
        action: "change",
        to: recipient,
        from: number,
        before: before(checks.get(recipient), number),
        after: optStatus,
        source: "Api",
        ...(note ? { note } : {}),
        result: failed ?? (queued ? "queued" : "done"),
      };
    });

  const told = (change: ConsentChange, result: string): Told => ({
    action: "change",
    to: change.to,
    from: change.from,
    after: change.optStatus,
    source: "Api",
    ...(change.notes === undefined ? {} : { note: change.notes }),
    result,
  });

  /** What became of changes that had waited. */
  const ofReport = ({ done, failed, queued }: ChangeReport): Told[] => [
    ...done.map((change) => told(change, "done")),
    ...failed.map(({ change, errorCode }) => told(change, errorCode)),
    ...queued.map((change) => told(change, "queued")),
  ];

  const refused = async (handlers: Handlers, id: number): Promise<RefusedChange | undefined> => {
    const state: AppState = await handlers["state/get"]({}, OWN);
    return state.refusedChanges.find((change) => change.id === id);
  };
  const of = (entry: RefusedChange | undefined, result: string): Told[] =>
    entry ? [told(entry.change, result)] : [];

  return {
    record,
    /** Changes that had waited and whose end is known by now. */
    settled: ({ done, failed }: ChangeReport): Promise<void> =>
      done.length + failed.length > SINGLE_TRACES
        ? record([
            {
              action: "bulk-change",
              source: "Api",
              after: JSON.stringify({ done: done.length, failed: failed.length }),
              result: failed.length === 0 ? "done" : "partly-failed",
            },
          ])
        : record(ofReport({ done, failed, queued: [] })),
    /** Changes that waited for RingCentral until others of the same pairs came. */
    replaced: (changes: readonly ConsentChange[]): Promise<void> =>
      record(changes.map((change) => told(change, "replaced"))),
    /** The same handlers, leaving traces. */
    over: (handlers: Handlers): Handlers => ({
      ...handlers,
      "guard/attempt": async (attempt, frame) => {
        const source = URL.parse(frame.addresses[0] ?? "")?.origin ?? "page";
        const { recipients, result } = attempt;
        await record(recipients.map((to) => ({ action: "text-attempt", to, source, result })));
        return handlers["guard/attempt"](attempt, frame);
      },
      "consent/check": (request, frame) =>
        tracedCheck(request, () => handlers["consent/check"](request, frame)),
      // What the page shows anyway is no check; asking RingCentral is one.
      "guard/details": (request, frame) => {
        const work = () => handlers["guard/details"](request, frame);
        return request.live ? tracedCheck(request, work) : work();
      },
      "consent/change": async (request, frame) => {
        const checks = new Map<E164, CheckResult>();
        for (const recipient of request.to) {
          const check = { recipient, live: false };
          checks.set(recipient, await handlers["consent/check"](check, frame));
        }
        return traced(
          () => handlers["consent/change"](request, frame),
          (outcome) => ofChange(request, checks, outcome),
        );
      },
      "changes/retry": async (request, frame) => {
        const entry = await refused(handlers, request.id);
        return traced(
          () => handlers["changes/retry"](request, frame),
          (outcome) => ("value" in outcome ? ofReport(outcome.value) : of(entry, outcome.failed)),
        );
      },
      "changes/drop": async (request, frame) => {
        const entry = await refused(handlers, request.id);
        return traced(
          () => handlers["changes/drop"](request, frame),
          (outcome) => of(entry, "failed" in outcome ? outcome.failed : "given-up"),
        );
      },
      "audit/exported": (request, frame) =>
        traced(
          () => handlers["audit/exported"](request, frame),
          () => [
            {
              action: "export",
              source: `audit.${request.format}`,
              after: String(request.entries),
              ...(request.masked ? { note: "masked" } : {}),
              result: "done",
            },
          ],
        ),
      "settings/update": async (patch, frame) => {
        const { settings } = await handlers["state/get"]({}, OWN);
        const names = Object.keys(patch) as (keyof Settings)[];
        const old = Object.fromEntries(names.map((name) => [name, settings.values[name]]));
        return traced(
          () => handlers["settings/update"](patch, frame),
          (outcome) => [
            {
              action: "settings",
              before: JSON.stringify(old),
              after: JSON.stringify(patch),
              result: "failed" in outcome ? outcome.failed : "done",
            },
          ],
        );
      },
      "teach/done": async (request, frame) => {
        if (request.recipe === null) return handlers["teach/done"](request, frame);
        return traced(
          () => handlers["teach/done"](request, frame),
          (outcome) => [
            {
              action: "settings",
              after: JSON.stringify({ taught: request.recipe }),
              source: URL.parse(frame.addresses[0] ?? "")?.origin ?? "page",
              result: "failed" in outcome ? outcome.failed : "done",
            },
          ],
        );
      },
      // What is left of the log begins with who has emptied the rest.
      "data/forget": (request, frame) =>
        traced(
          () => handlers["data/forget"](request, frame),
          (outcome) => [
            { action: "forget", result: "failed" in outcome ? outcome.failed : "done" },
          ],
        ),
      "session/connect": (request, frame) =>
        traced(
          () => handlers["session/connect"](request, frame),
          (outcome) => [
            { action: "sign-in", result: "failed" in outcome ? outcome.failed : "done" },
          ],
        ),
      "session/disconnect": (request, frame) =>
        traced(
          () => handlers["session/disconnect"](request, frame),
          (outcome) => [
            { action: "sign-out", result: "failed" in outcome ? outcome.failed : "done" },
          ],
        ),
    }),
  };
}

export type AuditTrail = ReturnType<typeof createAuditTrail>;
