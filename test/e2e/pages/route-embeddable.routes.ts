import type { ExpectedRoute } from "../routes/expected-route.ts";

export const routes: readonly ExpectedRoute[] = [
  { id: "adapter", press: "click", leaves: null, opens: true, pageSees: true },
  { id: "grabbed", press: "click", leaves: null, opens: true },
];
