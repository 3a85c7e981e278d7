import type { ExpectedRoute } from "../routes/expected-route.ts";

const opens = (id: string, press: ExpectedRoute["press"] = "click"): ExpectedRoute => ({
  id,
  press,
  leaves: null,
  opens: true,
});

/** Buttons far from the one number of the page, which stands in a frame. */
export const routes: readonly ExpectedRoute[] = [
  opens("bar"),
  opens("bar", "enter"),
  opens("javascript"),
  opens("toolbar", "space"),
  opens("nav-send"),
];

/** What is no text button. */
export const ordinary: readonly string[] = ["inbox", "bold"];
