import { randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { ApiContext, Route } from "../http/api-env.ts";
import { ApiError, invalidParameter } from "../http/api-error.ts";
import { jsonBody } from "../http/parameters.ts";
import type { Switches } from "../switches.ts";
import type { Channel, DisabledFilter, Subscription } from "./channel.ts";
import { resolveFilter } from "./event-filters.ts";

const PATH = "/restapi/v1.0/subscription";

/** Of one user and app. */
const MOST_SUBSCRIPTIONS = 30;

export interface SubscriptionDeps {
  readonly clock: Clock;
  readonly switches: () => Switches;
  readonly channels: () => readonly Channel[];
}

const gone = (id: string): ApiError =>
  new ApiError(404, "ResourceNotFound", "SUB-507", `Subscription with key [${id}] was expired`);

/** A subscription lives and dies with its WebSocket; over HTTP it can only be looked at. */
export function mountSubscriptions(route: Route, { clock, switches, channels }: SubscriptionDeps) {
  const channelOf = (context: ApiContext): Channel => {
    const channel = context.env?.channel;
    if (channel) return channel;
    throw new ApiError(403, "AccessDenied", "CMN-109", "Only over the WebSocket itself");
  };

  const disabled = (filter: string): DisabledFilter | null => {
    const { disabledFilters, missingScopes } = switches();
    const reason =
      missingScopes.includes("SMS") && filter.endsWith("/sms/consents") ? "CMN-401" : "CMN-408";
    if (reason === "CMN-408" && !disabledFilters.some((given) => given === filter)) return null;
    return { filter, reason, message: "Not permitted" };
  };

  const filters = (body: Record<string, unknown>, userId: string) => {
    const { eventFilters } = body;
    if (!Array.isArray(eventFilters) || eventFilters.length === 0) {
      throw invalidParameter("eventFilters");
    }
    const resolved = [...new Set(eventFilters.map((filter) => resolveFilter(filter, userId)))];
    const disabledFilters = resolved.map(disabled).filter((entry) => entry !== null);
    const refused = disabledFilters.map(({ filter }) => filter);
    return {
      eventFilters: resolved.filter((filter) => !refused.includes(filter)),
      disabledFilters,
    };
  };

  const show = ({ id, creationTime, eventFilters, disabledFilters }: Subscription) => {
    const expiresIn = switches().socketAbsoluteSeconds - 1;
    return {
      uri: `${PATH}/${id}`,
      id,
      creationTime,
      status: "Active",
      eventFilters,
      ...(disabledFilters.length > 0 ? { disabledFilters } : {}),
      expirationTime: new Date(clock.now() + expiresIn * 1000).toISOString(),
      expiresIn,
      deliveryMode: { transportType: "WebSocket", encryption: false },
    };
  };

  const answer = (context: ApiContext, subscription: Subscription): Response => {
    context.header("WSG-SubscriptionId", subscription.id);
    return context.json(show(subscription));
  };

  const own = (context: ApiContext): Subscription[] => {
    const { userId, clientId } = context.get("session");
    return channels()
      .filter(({ session }) => session.userId === userId && session.clientId === clientId)
      .flatMap(({ subscription }) => subscription ?? []);
  };

  const named = (context: ApiContext): { channel: Channel; subscription: Subscription } => {
    const channel = channelOf(context);
    const { subscription } = channel;
    const id = context.req.param("subscription") ?? "";
    if (subscription?.id !== id) throw gone(id);
    return { channel, subscription };
  };

  route("create-subscription", async (context) => {
    const channel = channelOf(context);
    const body = await jsonBody(context);
    const delivery = body.deliveryMode as { transportType?: unknown } | undefined;
    if (delivery?.transportType !== "WebSocket") {
      throw invalidParameter("deliveryMode.transportType");
    }
    if (!channel.subscription && own(context).length >= MOST_SUBSCRIPTIONS) {
      throw new ApiError(403, "AccessDenied", "SUB-505", "Subscriptions limit exceeded");
    }
    // A second subscription takes the place of the first.
    channel.subscription = {
      id: randomUUID(),
      creationTime: new Date(clock.now()).toISOString(),
      ...filters(body, channel.session.userId),
    };
    return answer(context, channel.subscription);
  });

  route("update-subscription", async (context) => {
    const { channel, subscription } = named(context);
    const body = await jsonBody(context);
    channel.subscription = { ...subscription, ...filters(body, channel.session.userId) };
    return answer(context, channel.subscription);
  });

  route("delete-subscription", (context) => {
    named(context).channel.subscription = null;
    return context.body(null, 204);
  });

  route("subscriptions", (context) => context.json({ uri: PATH, records: own(context).map(show) }));

  route("subscription", (context) => {
    const id = context.req.param("subscription") ?? "";
    const found = own(context).find((subscription) => subscription.id === id);
    if (!found) throw gone(id);
    return context.json(show(found));
  });
}
