import { createHash } from "node:crypto";
import type { Clock } from "../clock.ts";
import { newToken } from "./sessions.ts";

const CODE_MS = 60_000;

export interface Grant {
  readonly clientId: string;
  readonly userId: string;
  readonly redirectUri: string;
  readonly challenge: string;
}

/** Authorization codes: good for one exchange within a minute. */
export function createCodes(clock: Clock) {
  const codes = new Map<string, Grant & { readonly expires: number }>();
  return {
    issue: (grant: Grant): string => {
      const code = newToken();
      codes.set(code, { ...grant, expires: clock.now() + CODE_MS });
      return code;
    },
    /** Who a code was given to; asking does not use it up. */
    holder: (code: string): Grant | undefined => codes.get(code),
    redeem: (code: string): Grant | "expired" | "unknown" => {
      const grant = codes.get(code);
      codes.delete(code);
      if (!grant) return "unknown";
      return grant.expires <= clock.now() ? "expired" : grant;
    },
  };
}

export type Codes = ReturnType<typeof createCodes>;

/** PKCE, method S256. */
export const provesKey = (verifier: string, challenge: string): boolean =>
  createHash("sha256").update(verifier).digest("base64url") === challenge;
