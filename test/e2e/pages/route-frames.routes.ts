import type { ExpectedRoute } from "../routes/expected-route.ts";

const inFrame = (id: string, more: Partial<ExpectedRoute> = {}): ExpectedRoute => ({
  id,
  press: "click",
  leaves: "sms:__TO__",
  pageSees: true,
  ...more,
});

export const routes: readonly ExpectedRoute[] = [
  inFrame("blank-link"),
  inFrame("srcdoc-link"),
  inFrame("blank-open"),
  inFrame("blank-click"),
  // A frame that the parser makes starts at once; nobody is asked.
  inFrame("inserted", { unheldIn: ["chromium", "firefox"] }),
];
