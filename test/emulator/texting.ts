import type { Context, Hono } from "hono";
import { BUSINESS_NUMBERS, type ConsentStore } from "./consent-store.ts";
import { invalidParameter, unknownUri } from "./errors.ts";

const STOP = new Set(["STOP", "UNSUBSCRIBE", "QUIT", "CANCEL", "END"]);
const START = new Set(["START", "SUBSCRIBE", "RESUME", "CONTINUE", "UNSTOP"]);

/** Customers' replies and agents' texts. A toll-free block of the network is lifted by the customer's START alone. */
export function createTexting(store: ConsentStore) {
  const networkBlocks = new Set<string>();
  const messages: {
    id: number;
    from: string;
    to: string;
    messageStatus: string;
    deliveryErrorCode?: string;
  }[] = [];

  const isTollFree = (number: string): boolean =>
    BUSINESS_NUMBERS.some((n) => n.phoneNumber === number && n.paymentType === "TollFree");

  const blockOf = (from: string, to: string): string | null => {
    const records = store
      .of(to)
      .filter((record) => record.from === undefined || record.from === from);
    if (records.some(({ optStatus }) => optStatus === "OptOut")) return "SMS-RC-413";
    return networkBlocks.has(`${from} ${to}`) ? "SMS-UP-413" : null;
  };

  return {
    /** A customer's message to a business number; true when it was a keyword. */
    receive: ({ from, to, text }: { from: string; to: string; text: string }): boolean => {
      const word = text.trim().toUpperCase();
      const optStatus = STOP.has(word) ? "OptOut" : START.has(word) ? "OptIn" : null;
      if (!optStatus) return false;
      store.put({ from: to, to: from, optStatus, source: "Recipient", coverage: "PhoneNumber" });
      const pair = `${to} ${from}`;
      if (optStatus === "OptIn") networkBlocks.delete(pair);
      else if (isTollFree(to)) networkBlocks.add(pair);
      return true;
    },
    mount: (app: Hono, authorise: (context: Context) => void): void => {
      const base = "/restapi/v1.0/account/:account/extension/:extension";
      app.post(`${base}/sms`, async (context) => {
        authorise(context);
        const body = (await context.req.json()) as {
          from?: { phoneNumber?: string };
          to?: { phoneNumber?: string }[];
        };
        const from = body.from?.phoneNumber;
        const to = body.to?.[0]?.phoneNumber;
        if (!from || !to) throw invalidParameter(from ? "to" : "from");
        const error = blockOf(from, to);
        const outcome = error
          ? { messageStatus: "SendingFailed", deliveryErrorCode: error }
          : { messageStatus: "Delivered" };
        const message = { id: messages.length + 1, from, to, ...outcome };
        messages.push(message);
        // Accepted as it is; the failure shows when the record is read again.
        return context.json({ id: message.id, messageStatus: "Queued" });
      });
      app.get(`${base}/message-store/:id`, (context) => {
        authorise(context);
        const message = messages.find(({ id }) => String(id) === context.req.param("id"));
        if (!message) throw unknownUri();
        return context.json(message);
      });
    },
  };
}
