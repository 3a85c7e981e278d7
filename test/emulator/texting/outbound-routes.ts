import { businessNumber } from "../account/business-numbers.ts";
import type { SmsConfigurations } from "../account/sms-configurations.ts";
import type { Clock } from "../clock.ts";
import { concerning, effectiveConsent } from "../consents/effective.ts";
import type { ConsentStore } from "../consents/store.ts";
import type { Route } from "../http/api-env.ts";
import { ApiError, invalidParameter } from "../http/api-error.ts";
import { isE164, jsonBody } from "../http/parameters.ts";
import type { Switches } from "../switches.ts";
import type { InboundTexts } from "./inbound.ts";

interface Message {
  readonly id: number;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly sentAt: number;
  readonly error: string | null;
}

export interface OutboundDeps {
  readonly clock: Clock;
  readonly store: ConsentStore;
  readonly configurations: SmsConfigurations;
  readonly inbound: InboundTexts;
  readonly switches: () => Switches;
}

const partyNumber = (party: unknown): unknown =>
  (party as { phoneNumber?: unknown } | undefined)?.phoneNumber;

/** Agents' texts. A text to an opted-out customer is taken too; its failure shows later, in the message. */
export function mountOutbound(route: Route, deps: OutboundDeps): void {
  const { clock, store, configurations, inbound, switches } = deps;
  const messages: Message[] = [];

  const errorOf = (from: string, to: string): string | null => {
    const { optedOut } = effectiveConsent(concerning(store.of(to), from), configurations.of(from));
    if (optedOut) return "SMS-RC-413";
    return inbound.networkBlocks(from, to) ? "SMS-UP-413" : null;
  };

  const isSettled = ({ sentAt }: Message): boolean =>
    clock.now() - sentAt >= switches().deliverySeconds * 1000;

  const show = ({ id, from, to, text, sentAt, error }: Message, settled: boolean) => {
    return {
      id,
      type: "SMS",
      direction: "Outbound",
      from: { phoneNumber: from },
      to: [{ phoneNumber: to }],
      subject: text,
      creationTime: new Date(sentAt).toISOString(),
      ...(settled
        ? {
            messageStatus: error ? "SendingFailed" : "Delivered",
            ...(error ? { deliveryErrorCode: error } : {}),
          }
        : { messageStatus: "Queued" }),
    };
  };

  route("sms", async (context) => {
    const { from, to, text } = await jsonBody(context);
    const sender = partyNumber(from);
    const recipients = Array.isArray(to) ? to.map(partyNumber) : [];
    const [recipient] = recipients;
    if (!isE164(sender) || !businessNumber(sender)) throw invalidParameter("from");
    if (recipients.length === 0 || !recipients.every(isE164) || !isE164(recipient)) {
      throw invalidParameter("to");
    }
    if (typeof text !== "string" || text === "") throw invalidParameter("text");
    if (!businessNumber(sender)?.features.includes("SmsSender")) {
      throw new ApiError(403, "FeatureNotAvailable", "CMN-109", "Feature not available");
    }
    const message = {
      id: messages.length + 1,
      from: sender,
      to: recipient,
      text,
      sentAt: clock.now(),
      error: errorOf(sender, recipient),
    };
    messages.push(message);
    return context.json(show(message, false));
  });

  route("message", (context) => {
    const message = messages.find(({ id }) => String(id) === context.req.param("id"));
    if (!message) {
      const name = "messageId";
      throw new ApiError(
        404,
        "InvalidParameter",
        "CMN-102",
        `Resource for [${name}] is not found`,
        {
          parameterName: name,
        },
      );
    }
    return context.json(show(message, isSettled(message)));
  });
}
