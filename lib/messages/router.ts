import { Failure, toFailure } from "../failure.ts";
import type { MessageName, Reply, RequestOf, ResponseOf } from "./protocol.ts";
import { audience, requestSchemas } from "./schemas.ts";

/** What the browser says of a sender; a page cannot forge it. */
export interface MessageSender {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
  readonly origin?: string | undefined;
  readonly frameId?: number | undefined;
  readonly tab?:
    | { readonly id?: number | undefined; readonly url?: string | undefined }
    | undefined;
}

/** The frame of a guarded page that asks. */
export interface PageFrame {
  readonly tabId: number;
  readonly frameId: number;
  /** Where the frame is, as far as the browser tells: its own address, its origin (for about:blank and srcdoc), its tab's. */
  readonly addresses: readonly string[];
}

export type Handlers = {
  readonly [N in MessageName]: (request: RequestOf<N>, frame: PageFrame) => Promise<ResponseOf<N>>;
};

export interface RouterOptions {
  readonly handlers: Handlers;
  readonly extensionId: string;
  /** `chrome-extension://<id>` or `moz-extension://<uuid>`. */
  readonly ownOrigin: string;
  /** Bugs only; expected failures go to the sender. */
  readonly onBug: (error: unknown, name: string) => void;
}

const isMessageName = (name: unknown): name is MessageName =>
  typeof name === "string" && Object.hasOwn(requestSchemas, name);

const NO_FRAME: PageFrame = { tabId: -1, frameId: -1, addresses: [] };

/** The door of the background: checks who asks, parses what is asked, names what goes wrong. */
export function createRouter(options: RouterOptions) {
  const { handlers, extensionId, ownOrigin, onBug } = options;

  const frameOf = (name: MessageName, sender: MessageSender): PageFrame => {
    if (sender.id !== extensionId) throw new Failure("sender-refused", { detail: name });
    const own = sender.url?.startsWith(`${ownOrigin}/`) ?? false;
    if (audience[name] === "own") {
      if (own) return NO_FRAME;
      throw new Failure("sender-refused", { detail: name });
    }
    const tabId = sender.tab?.id;
    if (own || tabId === undefined) throw new Failure("sender-refused", { detail: name });
    const addresses = [sender.url, sender.origin, sender.tab?.url].flatMap((url) => url ?? []);
    return { tabId, frameId: sender.frameId ?? 0, addresses };
  };

  const answer = async <N extends MessageName>(
    name: N,
    payload: unknown,
    sender: MessageSender,
  ): Promise<Reply<N>> => {
    try {
      const frame = frameOf(name, sender);
      const parsed = requestSchemas[name].safeParse(payload);
      if (!parsed.success) {
        const path = parsed.error.issues[0]?.path.join(".") ?? "";
        throw new Failure("message-malformed", { detail: `${name} ${path}`.trim() });
      }
      return { ok: true, value: await handlers[name](parsed.data, frame) };
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code === "unexpected") onBug(error, name);
      return { ok: false, failure: failure.toInfo() };
    }
  };

  /** Undefined for what is no request to us, such as our own pushes. */
  return (message: unknown, sender: MessageSender): Promise<Reply> | undefined => {
    if (typeof message !== "object" || message === null || !("name" in message)) return undefined;
    if (!isMessageName(message.name)) {
      return Promise.resolve({
        ok: false,
        failure: new Failure("message-malformed", { detail: "unknown name" }).toInfo(),
      });
    }
    return answer(message.name, "payload" in message ? message.payload : undefined, sender);
  };
}
