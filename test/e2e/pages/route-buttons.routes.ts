import type { ExpectedRoute } from "../routes/expected-route.ts";

const LEAVES = "sms:__TO__";
const opens = (id: string, press: ExpectedRoute["press"] = "click"): ExpectedRoute => ({
  id,
  press,
  leaves: null,
  opens: true,
});

export const routes: readonly ExpectedRoute[] = [
  { id: "onclick", press: "click", leaves: LEAVES },
  { id: "onclick", press: "enter", leaves: LEAVES },
  { id: "onclick", press: "space", leaves: LEAVES },
  { id: "javascript", press: "click", leaves: LEAVES },
  { id: "span", press: "click", leaves: LEAVES },
  opens("data-address"),
  opens("data-phone"),
  opens("vtiger"),
  opens("labelled"),
  opens("titled"),
  opens("row"),
  opens("card"),
  opens("send-sms"),
  opens("icon"),
  opens("host"),
  { ...opens("several"), warns: true },
  { ...opens("far"), warns: true },
];

/** What is no text button, though the number beside it has opted out. */
export const ordinary: readonly string[] = [
  "save",
  "call",
  "color",
  "settings",
  "tab",
  "menu",
  "bold",
  "context",
  "word",
];
