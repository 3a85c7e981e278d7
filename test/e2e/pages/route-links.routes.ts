import type { ExpectedRoute } from "../routes/expected-route.ts";

const PRESSES = ["click", "middle", "control", "shift", "enter"] as const;
const TEXT = "sms:__TO__";

export const routes: readonly ExpectedRoute[] = [
  ...PRESSES.map((press) => ({ id: "plain", press, leaves: TEXT })),
  { id: "plain", press: "tap", leaves: TEXT },
  { id: "prevented", press: "tap", leaves: null, opens: true },
  { id: "body", press: "click", leaves: "sms:__TO__?body=Hello%20there" },
  { id: "smsto", press: "click", leaves: "smsto:__TO__" },
  { id: "mms", press: "click", leaves: "mms:__TO__" },
  { id: "upper", press: "click", leaves: TEXT },
  { id: "inner", press: "click", leaves: TEXT },
  { id: "several", press: "click", leaves: "sms:__CLEAR__,__TO__" },
  { id: "rcapp", press: "click", leaves: "rcapp://r/sms?type=new&number=__ENCODED__" },
  { id: "rcmobile", press: "click", leaves: "rcmobile://sms?number=__ENCODED__" },
  ...(["click", "middle"] as const).map((press) => ({
    id: "deep",
    press,
    leaves: "https://app.ringcentral.com/r/sms?type=new&number=__ENCODED__",
  })),
  { id: "blank", press: "click", leaves: TEXT },
  { id: "role", press: "enter", leaves: TEXT },
  { id: "svg", press: "click", leaves: TEXT },
  { id: "xlink", press: "click", leaves: TEXT },
  { id: "area", press: "click", leaves: TEXT },
  { id: "late", press: "click", leaves: TEXT, pageSees: true },
  { id: "swapped", press: "click", leaves: TEXT, pageSees: true },
  { id: "prevented", press: "click", leaves: null, opens: true },
  { id: "prevented", press: "enter", leaves: null, opens: true },
  { id: "pressed", press: "click", leaves: TEXT },
];
