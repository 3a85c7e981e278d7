import type { Clock } from "./clock.ts";
import type { ApiApp, Route } from "./http/api-env.ts";
import type { Gate } from "./http/gate.ts";
import { createAuthorize } from "./oauth/authorize.ts";
import { createCodes } from "./oauth/codes.ts";
import { DECISION_PATH } from "./oauth/login-page.ts";
import type { Sessions } from "./oauth/sessions.ts";
import { createTokenEndpoint } from "./oauth/token-endpoint.ts";
import type { Switches } from "./switches.ts";

export { CLIENT_ID, REDIRECT_URIS } from "./oauth/apps.ts";

export interface OAuthDeps {
  readonly clock: Clock;
  readonly sessions: Sessions;
  readonly switches: () => Switches;
  readonly count: Gate["count"];
}

/** Authorization code with PKCE for public clients, refresh with rotation, revoke. */
export function mountOAuth(app: ApiApp, route: Route, deps: OAuthDeps): void {
  const { clock, sessions, switches, count } = deps;
  const codes = createCodes(clock);
  const { authorize, decide } = createAuthorize(codes, switches);
  const { token, revoke } = createTokenEndpoint({
    clock,
    codes,
    sessions,
    switches,
    count: (context, caller) => count(context, "token", caller),
  });
  route("authorize", (context) => {
    const clientId = context.req.query("client_id") ?? "";
    count(context, "authorize", { userId: switches().user, clientId });
    return authorize(context);
  });
  route("token", token);
  route("revoke", revoke);
  app.post(DECISION_PATH, decide);
}
