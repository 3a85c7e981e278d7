import type { Clock } from "../clock.ts";
import type { Route } from "../http/api-env.ts";
import { newToken, type Session } from "../oauth/sessions.ts";
import type { Switches } from "../switches.ts";

/** Tokens that open one socket each, for a short while. */
export function createWsTokens(clock: Clock, switches: () => Switches) {
  const tokens = new Map<string, { readonly session: Session; readonly expires: number }>();
  return {
    mount: (route: Route, socketUrl: () => string): void => {
      route("wstoken", (context) => {
        const { wsTokenSeconds } = switches();
        const token = newToken();
        const session = context.get("session");
        tokens.set(token, { session, expires: clock.now() + wsTokenSeconds * 1000 });
        return context.json({
          uri: socketUrl(),
          ws_access_token: token,
          expires_in: wsTokenSeconds,
        });
      });
    },
    /** Null for a token that never was, has been used, or is too old. */
    redeem: (token: string): Session | null => {
      const known = tokens.get(token);
      tokens.delete(token);
      return known && known.expires > clock.now() ? known.session : null;
    },
    endAll: (session: Session): void => {
      for (const [token, known] of tokens) if (known.session === session) tokens.delete(token);
    },
  };
}

export type WsTokens = ReturnType<typeof createWsTokens>;
