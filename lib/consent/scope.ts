import type { ConsentRecord } from "./record.ts";

/** What a record is about, apart from its recipient: an opt-in lifts only an opt-out of the same scope. */
export type Scope = Pick<ConsentRecord, "from" | "coverage" | "campaignType">;

/** One text a scope; `*` stands for every business number. */
export const scopeKey = ({ from, coverage, campaignType }: Scope): string =>
  `${from ?? "*"} ${coverage} ${campaignType ?? ""}`;

export const scopeOf = ({ from, coverage, campaignType }: Scope): Scope => ({
  from,
  coverage,
  ...(campaignType === undefined ? {} : { campaignType }),
});
