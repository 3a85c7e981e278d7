import type { ApiContext, Route } from "../http/api-env.ts";
import { invalidParameter, unknownUri } from "../http/api-error.ts";
import { userOf } from "../oauth/apps.ts";
import { BUSINESS_NUMBERS, type BusinessNumber } from "./business-numbers.ts";
import { type SmsConfigurations, showConfiguration } from "./sms-configurations.ts";

const isTollFree = ({ paymentType }: BusinessNumber): boolean => paymentType === "TollFree";

const shared = (number: BusinessNumber) => ({
  phoneNumber: number.phoneNumber,
  type: number.features.includes("CallerId") ? "VoiceFax" : "VoiceOnly",
  usageType: number.primary ? "MainCompanyNumber" : "DirectNumber",
  status: "Normal",
});

const companyNumber = (number: BusinessNumber) => ({
  id: number.id,
  ...shared(number),
  label: number.label,
  paymentType: number.paymentType,
  primary: number.primary,
  country: { id: "1", name: "United States" },
});

const userNumber = (number: BusinessNumber) => ({
  ...companyNumber(number),
  features: number.features,
});

const accountNumber = (number: BusinessNumber) => ({
  id: String(number.id),
  ...shared(number),
  tollType: isTollFree(number) ? "TollFree" : "Toll",
  extension: { id: "1600001004", extensionNumber: "101" },
});

const positive = (context: ApiContext, name: string, standard: number, most: number): number => {
  const given = context.req.query(name);
  if (given === undefined) return standard;
  if (given === "max") return most;
  if (!/^\d+$/.test(given) || Number(given) < 1) throw invalidParameter(name);
  return Math.min(Number(given), most);
};

/** Numbers by page number, with totals: another paging than that of the consents. */
function numberPage(
  context: ApiContext,
  show: (number: BusinessNumber) => object,
  navigable: boolean,
): Response {
  const page = positive(context, "page", 1, 1000);
  const perPage = positive(context, "perPage", 100, 1000);
  const status = context.req.query("status");
  const numbers = status === undefined || status === "Normal" ? BUSINESS_NUMBERS : [];
  const start = (page - 1) * perPage;
  const records = numbers.slice(start, start + perPage);
  const totalPages = Math.max(1, Math.ceil(numbers.length / perPage));
  const path = context.req.path;
  const link = (to: number) => ({ uri: `${path}?page=${to}&perPage=${perPage}` });
  return context.json({
    uri: link(page).uri,
    records: records.map(show),
    paging: {
      page,
      perPage,
      pageStart: start,
      pageEnd: Math.max(start, start + records.length - 1),
      totalPages,
      totalElements: numbers.length,
    },
    ...(navigable
      ? {
          navigation: {
            firstPage: link(1),
            ...(page < totalPages ? { nextPage: link(page + 1) } : {}),
            ...(page > 1 ? { previousPage: link(page - 1) } : {}),
            lastPage: link(totalPages),
          },
        }
      : {}),
  });
}

/** The signed-in user, the numbers and their campaign settings. */
export function mountAccount(route: Route, configurations: SmsConfigurations): void {
  route("extension", (context) => {
    const { id, name, extensionNumber } = userOf(context.get("session").userId);
    return context.json({ id: Number(id), extensionNumber, name, type: "User", status: "Enabled" });
  });
  route("phone-number", (context) => numberPage(context, userNumber, true));
  route("account-phone-number", (context) => numberPage(context, companyNumber, true));
  route("account-phone-numbers", (context) => numberPage(context, accountNumber, false));
  route("sms-configuration", (context) => {
    const number = BUSINESS_NUMBERS.find(({ id }) => String(id) === context.req.param("id"));
    if (!number) throw unknownUri();
    return context.json(showConfiguration(number, configurations.of(number.phoneNumber)));
  });
}
