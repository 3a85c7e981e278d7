import type { RoutePolicy } from "../../consent/route-policy.ts";
import type { E164 } from "../../phone/e164.ts";
import type { NumberReader } from "../number-reader.ts";
import type { VerdictStore } from "../verdict-store.ts";
import { decide } from "./decide.ts";

export interface EmbeddablePorts {
  readonly policy: () => RoutePolicy & { readonly defaultCountry: string };
  readonly verdicts: VerdictStore;
  readonly reader: Pick<NumberReader, "readNumber">;
  readonly t: (key: string) => string;
}

const FRAME = "#rc-widget-adapter-frame";
const PATH = "/consent-guard/do-not-contact";
/**
 * The widget takes the first service that registers. A page's own integration does so
 * as soon as the widget says who is logged in; ours must never come before it.
 */
const AFTER_OTHERS_MS = 5000;

interface Request {
  readonly type?: unknown;
  readonly path?: unknown;
  readonly requestId?: unknown;
  readonly body?: {
    readonly actionType?: unknown;
    readonly recipients?: readonly { readonly phoneNumber?: unknown }[];
  };
}

/**
 * RingCentral Embeddable asks a registered service before it contacts anybody. Where the
 * page has registered none, the guard is that service: whatever way a text began.
 */
export function guardEmbeddable(
  window: Window & typeof globalThis,
  ports: EmbeddablePorts,
  signal: AbortSignal,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let othersRegistered = false;

  const widget = (): Window | null => {
    const frame = window.document.querySelector(FRAME);
    return frame instanceof HTMLIFrameElement ? frame.contentWindow : null;
  };

  const register = (origin: string): void => {
    if (othersRegistered || signal.aborted) return;
    const service = { name: "Consent Guard", doNotContactPath: PATH };
    widget()?.postMessage({ type: "rc-adapter-register-third-party-service", service }, origin);
  };

  const judge = async ({ body }: Request) => {
    const allowed = { result: false };
    if (body?.actionType !== "sms" || !Array.isArray(body.recipients)) return allowed;
    const policy = ports.policy();
    const recipients: E164[] = [];
    const unreadable: string[] = [];
    for (const { phoneNumber } of body.recipients) {
      const text = String(phoneNumber ?? "");
      const number = ports.reader.readNumber(text, policy.defaultCountry);
      if (number) recipients.push(number);
      else if (text !== "") unreadable.push(text);
    }
    const verdicts = await ports.verdicts.decide(recipients);
    const decision = decide(verdicts, { unreadable, guessed: false }, policy);
    if (decision === "allow") return allowed;
    const optedOut = verdicts.some(({ optOuts }) => optOuts.length > 0);
    const message = ports.t(optedOut ? "card_way_on_opted_out" : "card_way_on_unverified");
    const title = ports.t(decision === "block" ? "card_title_blocked" : "card_title_warning");
    return {
      result: true,
      message: `${title}. ${message}`,
      ...(decision === "block" ? { mode: "restrict" } : {}),
    };
  };

  const onMessage = (event: MessageEvent): void => {
    const request = event.data as Request | null;
    if (typeof request !== "object" || request === null) return;
    const { type, path, requestId } = request;
    if (typeof type !== "string" || !type.startsWith("rc-")) return;
    const source = widget();
    if (!source || event.source !== source) return;
    if (type === "rc-login-status-notify") {
      timer ??= setTimeout(() => register(event.origin), AFTER_OTHERS_MS);
    } else if (type === "rc-post-message-request" && path !== PATH) {
      othersRegistered ||= path !== "/check-popup-window";
    } else if (type === "rc-post-message-request") {
      void judge(request).then((data) =>
        source.postMessage(
          { type: "rc-post-message-response", responseId: requestId, response: { data } },
          { targetOrigin: event.origin },
        ),
      );
    }
  };

  window.addEventListener("message", onMessage, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
}
