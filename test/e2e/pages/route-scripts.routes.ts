import type { ExpectedRoute } from "../routes/expected-route.ts";

const byScript = (id: string, more: Partial<ExpectedRoute> = {}): ExpectedRoute => ({
  id,
  press: "click",
  leaves: "sms:__TO__",
  pageSees: true,
  ...more,
});
/** Firefox tells nobody when a page's code sets its address. */
const UNHELD = { unheldIn: ["firefox"] } as const;

export const routes: readonly ExpectedRoute[] = [
  byScript("href", UNHELD),
  byScript("assign", UNHELD),
  byScript("replace", UNHELD),
  byScript("later", UNHELD),
  byScript("refresh", UNHELD),
  byScript("open"),
  byScript("open-self"),
  byScript("open-url"),
  byScript("document-open"),
  byScript("detached"),
  byScript("detached-blank"),
  byScript("detached-event"),
  byScript("detached-child"),
  byScript("attached"),
  byScript("navigate"),
  byScript("form-submit", { leaves: "sms:__TO__?" }),
  byScript("request-submit", { leaves: "sms:__TO__?" }),
  byScript("frame"),
  byScript("frame-attribute"),
  byScript("object", { onlyIn: "chromium" }),
  byScript("shadow-event"),
  byScript("patched"),
  byScript("forged"),
  byScript("frame-location", UNHELD),
];
