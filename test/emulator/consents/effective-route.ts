import type { SmsConfigurations } from "../account/sms-configurations.ts";
import type { Route } from "../http/api-env.ts";
import { invalidParameter } from "../http/api-error.ts";
import { isE164 } from "../http/parameters.ts";
import { concerning, effectiveConsent } from "./effective.ts";
import type { ConsentStore } from "./store.ts";

/** The state of one pair, which no published contract has. */
export function mountEffective(
  route: Route,
  store: ConsentStore,
  configurations: SmsConfigurations,
): void {
  route("effective-consent", (context) => {
    const query = context.req.queries();
    const one = (name: string): string => {
      const [value, another] = query[name] ?? [];
      if (!isE164(value) || another !== undefined) throw invalidParameter(name);
      return value;
    };
    const from = one("from");
    const explicitConsents = concerning(store.of(one("to")), from);
    const sender = configurations.of(from);
    const { optedOut, optInMissing } = effectiveConsent(explicitConsents, sender);
    return context.json({
      explicitConsents,
      ...(sender
        ? {
            campaignSettings: {
              campaignType: sender.campaignType,
              optInRequired: sender.optInRequired,
            },
          }
        : {}),
      optStatus: optedOut || optInMissing ? "OptOut" : "OptIn",
    });
  });
}
