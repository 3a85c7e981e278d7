import { createHash } from "node:crypto";

export const CLIENT_ID = "consent-guard-demo";
/** Another app of the same account, with rate limits and sessions of its own. */
export const OTHER_CLIENT_ID = "another-app";
export const ACCOUNT_ID = "472231004";
export const EXTENSION_ID = "1600001004";

export const USERS = [
  { id: EXTENSION_ID, name: "Dana Agent", extensionNumber: "101" },
  { id: "1600001005", name: "Sam Clerk", extensionNumber: "102" },
] as const;

export const REDIRECT_URIS: readonly string[] = [
  "https://mikfmnfomabfjdgfpifpcbdeehndjokj.chromiumapp.org/",
  `https://${createHash("sha1").update("consent-guard@consent-guard.dev").digest("hex")}.extensions.allizom.org/`,
];

export const APPS: Readonly<Record<string, { readonly name: string }>> = {
  [CLIENT_ID]: { name: "Consent Guard" },
  [OTHER_CLIENT_ID]: { name: "Another app" },
};

export const userOf = (id: string) => USERS.find((user) => user.id === id) ?? USERS[0];
