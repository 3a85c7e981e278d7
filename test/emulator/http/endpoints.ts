export type RateGroup = "light" | "medium" | "heavy" | "auth";

export interface Endpoint {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string | readonly string[];
  /** The usage plan group that its requests are counted in. */
  readonly group: RateGroup;
  /** The app's permission; none where no bearer token is needed. */
  readonly scope?: Scope;
  /** The user's permission. Names of the consent permissions are our own: RingCentral publishes none. */
  readonly permission?: string;
}

export const SCOPES = ["ReadAccounts", "SMS", "WebSocketsSubscription"] as const;
export type Scope = (typeof SCOPES)[number];

const CONSENTS = "/restapi/v2/accounts/:account/sms/consents";
const ACCOUNT = "/restapi/v1.0/account/:account";
const EXTENSION = `${ACCOUNT}/extension/:extension`;
const SUBSCRIPTION = "/restapi/v1.0/subscription";

const read = { method: "GET", group: "light", scope: "SMS" } as const;
const consents = { ...read, permission: "ReadSmsConsents" } as const;
const account = { method: "GET", group: "light", scope: "ReadAccounts" } as const;
const subscription = { group: "medium", scope: "WebSocketsSubscription" } as const;

/** Every endpoint there is, with its group and permissions. */
export const ENDPOINTS = {
  authorize: { method: "GET", path: "/restapi/oauth/authorize", group: "auth" },
  token: { method: "POST", path: "/restapi/oauth/token", group: "auth" },
  revoke: { method: "POST", path: "/restapi/oauth/revoke", group: "auth" },
  wstoken: {
    method: "POST",
    path: "/restapi/oauth/wstoken",
    group: "auth",
    scope: "WebSocketsSubscription",
  },
  list: { ...consents, path: CONSENTS },
  search: { ...consents, method: "POST", path: `${CONSENTS}/search` },
  history: { ...consents, path: `${CONSENTS}/history` },
  export: { ...consents, path: `${CONSENTS}/export` },
  "effective-consent": { ...consents, path: `${CONSENTS}/effective-consent` },
  edit: { ...consents, method: "PATCH", path: CONSENTS, permission: "EditSmsConsents" },
  extension: { ...account, path: EXTENSION },
  "phone-number": {
    ...account,
    path: `${EXTENSION}/phone-number`,
    permission: "ReadUserPhoneNumbers",
  },
  "sms-configuration": { ...account, path: `${EXTENSION}/phone-number/:id/sms-configuration` },
  "account-phone-number": {
    ...account,
    path: `${ACCOUNT}/phone-number`,
    group: "heavy",
    permission: "ReadCompanyPhoneNumbers",
  },
  "account-phone-numbers": {
    ...account,
    path: "/restapi/v2/accounts/:account/phone-numbers",
    group: "heavy",
    permission: "ReadCompanyPhoneNumbers",
  },
  sms: { method: "POST", path: `${EXTENSION}/sms`, group: "medium", scope: "SMS" },
  message: { ...read, path: `${EXTENSION}/message-store/:id` },
  "create-subscription": {
    ...subscription,
    method: "POST",
    path: [SUBSCRIPTION, `${SUBSCRIPTION}/`],
  },
  subscriptions: {
    ...subscription,
    method: "GET",
    path: [SUBSCRIPTION, `${SUBSCRIPTION}/`],
    group: "light",
  },
  subscription: {
    ...subscription,
    method: "GET",
    path: `${SUBSCRIPTION}/:subscription`,
    group: "light",
  },
  "update-subscription": {
    ...subscription,
    method: "PUT",
    path: `${SUBSCRIPTION}/:subscription`,
  },
  "delete-subscription": {
    ...subscription,
    method: "DELETE",
    path: `${SUBSCRIPTION}/:subscription`,
  },
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof ENDPOINTS;

export const isEndpointName = (name: string): name is EndpointName =>
  Object.hasOwn(ENDPOINTS, name);
