import type { Context, Hono } from "hono";
import { BUSINESS_NUMBERS } from "./consent-store.ts";
import { unknownUri } from "./errors.ts";
import { EXTENSION_ID } from "./oauth.ts";

/** The signed-in user, its numbers (with the other paging style) and their campaign settings. */
export function mountAccount(app: Hono, authorise: (context: Context) => void): void {
  const base = "/restapi/v1.0/account/:account/extension/:extension";

  app.get(base, (context) => {
    authorise(context);
    return context.json({
      id: Number(EXTENSION_ID),
      extensionNumber: "101",
      name: "Dana Agent",
      status: "Enabled",
    });
  });

  app.get(`${base}/phone-number`, (context) => {
    authorise(context);
    const page = Number(context.req.query("page") ?? 1);
    const perPage = Math.min(Number(context.req.query("perPage") ?? 100), 1000);
    const start = (page - 1) * perPage;
    const totalPages = Math.max(1, Math.ceil(BUSINESS_NUMBERS.length / perPage));
    const uri = new URL(context.req.url).pathname;
    return context.json({
      uri,
      records: BUSINESS_NUMBERS.slice(start, start + perPage).map((number) => ({
        ...number,
        type: "VoiceFax",
        usageType: "DirectNumber",
        status: "Normal",
        country: { id: "1", name: "United States" },
      })),
      paging: {
        page,
        perPage,
        pageStart: start,
        totalPages,
        totalElements: BUSINESS_NUMBERS.length,
      },
      navigation:
        page < totalPages
          ? { nextPage: { uri: `${uri}?page=${page + 1}&perPage=${perPage}` } }
          : {},
    });
  });

  app.get(`${base}/phone-number/:id/sms-configuration`, (context) => {
    authorise(context);
    const number = BUSINESS_NUMBERS.find(({ id }) => String(id) === context.req.param("id"));
    if (!number) throw unknownUri();
    return context.json({
      phoneNumberId: number.id,
      phoneNumber: number.phoneNumber,
      smsCampaignInfo: {
        id: "C1",
        status: "Confirmed",
        consentSettings: {
          optInRequired: false,
          coverage: { optIn: "PhoneNumber", optOut: "PhoneNumber" },
        },
      },
    });
  });
}
