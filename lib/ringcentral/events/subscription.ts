import { z } from "zod";
import { Failure, toFailure } from "../../failure.ts";
import { RefusedRequest } from "../errors.ts";
import type { Gateway } from "./gateway.ts";
import { CONSENTS_FILTER, concernsConsents } from "./notification.ts";

const PATH = "/restapi/v1.0/subscription";

const subscriptionSchema = z.object({
  id: z.string().min(1),
  eventFilters: z.array(z.string()).catch([]),
  disabledFilters: z
    .array(z.object({ filter: z.string(), reason: z.string().optional().catch(undefined) }))
    .nullish()
    .catch(undefined),
});
const statusSchema = z.object({ status: z.string() });

/**
 * Subscribes this connection to consent changes; gives the subscription's id.
 * @throws Failure `user-permission-missing` when the server took the subscription without our filter
 */
export async function subscribe(gateway: Gateway): Promise<string> {
  const body = await gateway.request("medium", "POST", PATH, {
    eventFilters: [CONSENTS_FILTER],
    deliveryMode: { transportType: "WebSocket" },
  });
  const parsed = subscriptionSchema.safeParse(body);
  if (!parsed.success) throw new Failure("malformed-answer", { detail: "subscription" });
  const { id, eventFilters, disabledFilters } = parsed.data;
  const disabled = disabledFilters?.find(({ filter }) => concernsConsents(filter));
  if (!disabled && eventFilters.some(concernsConsents)) return id;
  const detail = `consent events: ${disabled?.reason ?? "filter not accepted"}`;
  throw new Failure("user-permission-missing", { detail });
}

/** False when the server knows it no more. What cannot be found out counts as true. */
export async function isSubscribed(gateway: Gateway, id: string): Promise<boolean> {
  try {
    const body = await gateway.request("light", "GET", `${PATH}/${encodeURIComponent(id)}`);
    return (statusSchema.safeParse(body).data?.status ?? "Active") === "Active";
  } catch (error) {
    const failure = toFailure(error);
    const unknownUri = failure instanceof RefusedRequest && failure.errorCode === "CMN-120";
    return failure.code !== "not-found" || unknownUri;
  }
}
