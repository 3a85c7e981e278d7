import type { ApiContext } from "../http/api-env.ts";
import type { Switches } from "../switches.ts";
import { APPS, REDIRECT_URIS, userOf } from "./apps.ts";
import type { Codes } from "./codes.ts";
import { loginPage } from "./login-page.ts";
import { newToken } from "./sessions.ts";

interface Request {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly challenge: string;
}

/** The error and its description of a request that the login page sends straight back. */
function refusalOf(query: Readonly<Record<string, string>>): string | null {
  if (query.response_type !== "code") return "unsupported_response_type";
  // Without a method the challenge is a plain one, which a public client may not use.
  const proof = query.code_challenge_method === "S256" && query.code_challenge;
  return proof && /^[\w-]{43}$/.test(proof) ? null : "invalid_request";
}

const back = (redirectUri: string, answer: Record<string, string | undefined>): string => {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url.href;
};

/** GET /restapi/oauth/authorize, and the buttons of the login page. */
export function createAuthorize(codes: Codes, switches: () => Switches) {
  const asked = new Map<string, Request>();

  const refused = ({ redirectUri, state }: Request): string =>
    back(redirectUri, {
      error: "access_denied",
      error_description: "The user refused the app",
      state,
    });

  const granted = (request: Request): string => {
    const { clientId, redirectUri, challenge, state } = request;
    const code = codes.issue({ clientId, redirectUri, challenge, userId: switches().user });
    return back(redirectUri, {
      code,
      state: switches().login === "wrong-state" ? "another" : state,
      expires_in: "60",
    });
  };

  return {
    authorize: (context: ApiContext): Response => {
      const query = context.req.query();
      const { client_id: clientId = "", redirect_uri: redirectUri = "", state } = query;
      if (!Object.hasOwn(APPS, clientId)) return context.text("OAU-146 unknown client", 400);
      if (!REDIRECT_URIS.includes(redirectUri)) {
        return context.text("OAU-109 Redirect URIs do not match", 400);
      }
      const error = refusalOf(query);
      if (error !== null) return context.redirect(back(redirectUri, { error, state }));
      const request = { clientId, redirectUri, state, challenge: query.code_challenge ?? "" };
      const { login, user } = switches();
      if (query.prompt === "none" && login === "ask") {
        return context.redirect(back(redirectUri, { error: "login_required", state }));
      }
      if (login === "refuse") return context.redirect(refused(request));
      if (login !== "ask") return context.redirect(granted(request));
      const id = newToken();
      asked.set(id, request);
      return context.html(loginPage(id, APPS[clientId]?.name ?? clientId, userOf(user).name));
    },
    /** The answer of a person to the login page. */
    decide: async (context: ApiContext): Promise<Response> => {
      const { id, decision } = (await context.req.parseBody()) as Record<string, string>;
      const request = asked.get(id ?? "");
      if (!request) return context.text("This login page has been answered already", 400);
      asked.delete(id ?? "");
      return context.redirect(decision === "authorize" ? granted(request) : refused(request), 303);
    },
  };
}
