import type { ExpectedRoute } from "../routes/expected-route.ts";

export const routes: readonly ExpectedRoute[] = [
  { id: "bubble-text", press: "click", hover: "number", leaves: null, opens: true, pageSees: false },
];
