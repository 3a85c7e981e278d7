import type { ExpectedRoute } from "../routes/expected-route.ts";

export const routes: readonly ExpectedRoute[] = [
  { id: "action", press: "click", leaves: "sms:__TO__?" },
  { id: "action", press: "enter", leaves: "sms:__TO__?" },
  { id: "action", press: "space", leaves: "sms:__TO__?" },
  { id: "formaction", press: "click", leaves: "sms:__TO__?" },
  { id: "field", press: "click", leaves: "sms:?to=__ENCODED__" },
  { id: "post", press: "click", leaves: "sms:__TO__" },
  { id: "implicit", press: "enter", leaves: "sms:__TO__?body=Hello", pageSees: true },
  { id: "clobbered", press: "click", leaves: /^sms:__TO__\?action=/ },
  { id: "image", press: "click", leaves: /^sms:__TO__\?x=/ },
  { id: "outside", press: "click", leaves: "sms:__TO__?" },
];
