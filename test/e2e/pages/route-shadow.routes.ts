import type { ExpectedRoute } from "../routes/expected-route.ts";

export const routes: readonly ExpectedRoute[] = [
  { id: "open", press: "click", leaves: "sms:__TO__" },
  { id: "open", press: "middle", leaves: "sms:__TO__" },
  { id: "closed", press: "click", leaves: "sms:__TO__", pageSees: true },
  { id: "closed", press: "middle", leaves: "sms:__TO__", pageSees: true },
  { id: "nested", press: "click", leaves: "sms:__TO__", pageSees: true },
  { id: "form", press: "tab-enter", leaves: "sms:__TO__?body=x", pageSees: true },
  { id: "add", press: "click", leaves: "sms:__TO__", pageSees: true },
];
