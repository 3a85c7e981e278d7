import type { AuditEntry } from "../../../lib/audit/entry.ts";
import type { ResponseOf } from "../../../lib/messages/protocol.ts";
import { appState, CUSTOMER, NOW, SUPPORT } from "./fixtures.ts";
import { type Answers, ok, type Screen, stateIs } from "./screen.ts";

const AUDIT_ENTRIES: readonly AuditEntry[] = (
  [
    {
      action: "change",
      to: CUSTOMER,
      from: SUPPORT,
      before: "clear",
      after: "OptOut",
      source: "Api",
      note: "by phone",
      result: "done",
    },
    {
      action: "change",
      to: CUSTOMER,
      from: null,
      before: "opted-out",
      after: "OptIn",
      source: "Api",
      result: "CMN-101",
    },
    {
      action: "text-attempt",
      to: CUSTOMER,
      source: "https://acme.pipedrive.com",
      result: "blocked",
    },
    {
      action: "check",
      to: CUSTOMER,
      source: "RingCentral",
      after: "partly-opted-out",
      result: "offline",
    },
    { action: "bulk-change", source: "march.csv", after: "OptOut", result: "partly-failed" },
    { action: "policy", before: "{}", after: '{"unverified":"block"}', result: "done" },
    { action: "sign-in", result: "done" },
  ] as const
).map((event, index) => ({
  ...event,
  actor: "Dana Agent 101",
  seq: 407 - index,
  at: NOW - index * 3_600_000,
  previous: "",
  hash: "",
}));

const auditIs = (entries: readonly AuditEntry[], over = {}): Answers => ({
  ...stateIs(),
  "audit/page": ok<"audit/page">({
    entries,
    next: null,
    kept: entries.length,
    dropped: 0,
    ...over,
  }),
});
const verifying = (verdict: ResponseOf<"audit/verify">): Omit<Screen, "name"> => ({
  path: "audit.html",
  answers: {
    ...auditIs(AUDIT_ENTRIES, { next: 400, dropped: 37, kept: 370 }),
    "audit/verify": ok<"audit/verify">(verdict),
  },
  steps: async (page, { t }) => {
    await page.getByRole("button", { name: t("audit_verify") }).click();
    await page.locator(".banner.success, .banner.error").waitFor();
  },
});

const AUDIT: readonly Screen[] = [
  { name: "audit-empty", path: "audit.html", answers: auditIs([]) },
  {
    name: "audit-masked",
    path: "audit.html",
    answers: {
      ...auditIs(AUDIT_ENTRIES),
      ...stateIs(appState({ settings: { auditMaskNumbers: true }, locked: ["auditMaskNumbers"] })),
    },
  },
  { name: "audit-whole", ...verifying({ ok: true, entries: 370, dropped: 37 }) },
  { name: "audit-broken", ...verifying({ ok: false, entries: 370, brokenAt: 112 }) },
  {
    name: "audit-failure",
    path: "audit.html",
    answers: {
      ...stateIs(),
      "audit/page": { ok: false, failure: { code: "storage-fault", detail: "audit" } },
    },
  },
];

const DIAGNOSTICS: readonly Screen[] = [
  {
    name: "diagnostics",
    path: "diagnostics.html",
    answers: {
      "diagnostics/get": ok<"diagnostics/get">({
        groups: [
          {
            name: "Consent Guard",
            facts: [
              ["version", "0.1.0"],
              ["browser", "Chrome/156.0.0.0"],
            ],
          },
          {
            name: "State",
            facts: [
              ["session", "signed-in"],
              ["opt-outs", 981],
            ],
          },
          { name: "Last errors", facts: [["2026-11-24T09:00:00.000Z", "server-error 503"]] },
        ],
      }),
    },
  },
];

/** The audit log and the diagnostics. */
export const RECORDS: readonly Screen[] = [...AUDIT, ...DIAGNOSTICS];
