import { DEMO_CUSTOMERS } from "./demo-customers.ts";

export interface StoredConsent {
  /** Absent for the whole account and for a campaign type. */
  readonly from?: string;
  readonly to: string;
  readonly optStatus: "OptOut" | "OptIn";
  readonly source: string;
  readonly coverage: "PhoneNumber" | "Account" | "CampaignType";
  readonly campaignType?: string;
  readonly notes?: string;
  readonly lastModifiedTime: string;
}

export interface HistoryEntry {
  readonly from?: string;
  readonly to: string;
  readonly optStatus: string;
  readonly source: string;
  readonly createdAt: string;
}

export const BUSINESS_NUMBERS = [
  {
    id: 101,
    phoneNumber: "+16505550101",
    label: "Support",
    features: ["CallerId", "SmsSender", "MmsSender"],
    paymentType: "Local",
    primary: true,
  },
  {
    id: 102,
    phoneNumber: "+16505550102",
    label: "Sales",
    features: ["CallerId", "SmsSender"],
    paymentType: "Local",
    primary: false,
  },
  {
    id: 103,
    phoneNumber: "+14695550103",
    label: "Campaigns",
    features: ["A2PSmsSender"],
    paymentType: "Local",
    primary: false,
  },
  {
    id: 104,
    phoneNumber: "+18005550104",
    label: "Toll-free",
    features: ["CallerId", "SmsSender"],
    paymentType: "TollFree",
    primary: false,
  },
  {
    id: 105,
    phoneNumber: "+16505550105",
    label: "Front desk",
    features: ["CallerId"],
    paymentType: "Local",
    primary: false,
  },
] as const;

const keyOf = (record: Pick<StoredConsent, "from" | "to" | "coverage" | "campaignType">): string =>
  `${record.to} ${record.from ?? "*"} ${record.coverage} ${record.campaignType ?? ""}`;

const NOTES = ["by phone", 'said "stop", twice', "mail,\nsee letter", ""];
const SOURCES = ["Recipient", "Recipient", "Api", "Upstream", "Carrier"];

/** The account's consent records, in the order of their keys' first appearance. */
export function createConsentStore(now: () => number) {
  const records = new Map<string, StoredConsent>();
  const history: HistoryEntry[] = [];
  let ticks = 0;

  /** Nine fractional digits, as RingCentral writes them; never twice the same. */
  const stamp = (): string =>
    new Date(now()).toISOString().replace("Z", `${String(++ticks % 1_000_000).padStart(6, "0")}Z`);

  const put = (record: Omit<StoredConsent, "lastModifiedTime">): StoredConsent => {
    const stored = { ...record, lastModifiedTime: stamp() };
    records.set(keyOf(record), stored);
    const { from, to, optStatus, source, lastModifiedTime: createdAt } = stored;
    history.unshift({ ...(from === undefined ? {} : { from }), to, optStatus, source, createdAt });
    return stored;
  };

  return {
    put,
    records: (): readonly StoredConsent[] => [...records.values()],
    of: (to: string): readonly StoredConsent[] =>
      [...records.values()].filter((record) => record.to === to),
    history: (to: readonly string[]): readonly HistoryEntry[] =>
      history.filter((entry) => to.length === 0 || to.includes(entry.to)),
    clear: (): void => {
      records.clear();
      history.length = 0;
    },
    /** `count` records of strangers, the same for the same count. */
    seed: (count: number): void => {
      for (let i = 0; i < count; i++) {
        const business = BUSINESS_NUMBERS[i % 4];
        const to = `+1${201 + (i % 700)}${200 + (Math.floor(i / 700) % 700)}${String(1000 + (Math.floor(i / 490_000) % 9000)).padStart(4, "0")}`;
        const notes = NOTES[i % NOTES.length];
        const coverage = i % 50 === 7 ? "CampaignType" : i % 20 === 3 ? "Account" : "PhoneNumber";
        put({
          ...(coverage === "PhoneNumber" && business ? { from: business.phoneNumber } : {}),
          to: to.replace(/^\+1(\d)11/, "+1$122"),
          optStatus: i % 10 === 9 ? "OptIn" : "OptOut",
          source: SOURCES[i % SOURCES.length] ?? "Api",
          coverage,
          ...(coverage === "CampaignType" ? { campaignType: "Promotional" } : {}),
          ...(notes ? { notes } : {}),
        });
      }
    },
    seedDemo: (): void => {
      for (const { phone, consent, id } of DEMO_CUSTOMERS) {
        if (consent === "clear") continue;
        const source = id % 3 === 0 ? "Api" : "Recipient";
        const scope =
          consent === "opted-out"
            ? ({ coverage: "Account" } as const)
            : ({ coverage: "PhoneNumber", from: BUSINESS_NUMBERS[0].phoneNumber } as const);
        put({ ...scope, to: phone, optStatus: "OptOut", source });
      }
    },
  };
}

export type ConsentStore = ReturnType<typeof createConsentStore>;
