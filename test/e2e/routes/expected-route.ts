import type { BrowserKind } from "../../support/find-browser.ts";

export type Press =
  | "click"
  | "middle"
  | "control"
  | "shift"
  | "enter"
  | "space"
  /** By a finger. */
  | "tap"
  /** Tab into what is inside, then Enter. */
  | "tab-enter";

/**
 * One way of launching a text on a test page. In addresses `__TO__` stands for the
 * recipient, `__ENCODED__` for the same in a query, `__CLEAR__` for somebody who may be texted.
 */
export interface ExpectedRoute {
  readonly id: string;
  readonly press: Press;
  /** Where the mouse rests before, until what is to be pressed shows. */
  readonly hover?: string;
  /** What leaves the browser when the recipient may be texted; null: the page opens a composer of its own. */
  readonly leaves: string | RegExp | null;
  /** The page's own composer opens. */
  readonly opens?: boolean;
  /** The page's handlers see the press, since nothing yet tells that it will launch a text. */
  readonly pageSees?: boolean;
  /** Several numbers are near: the guard asks. */
  readonly warns?: boolean;
  readonly onlyIn?: BrowserKind;
  /** Browsers where nothing can hold it. */
  readonly unheldIn?: readonly BrowserKind[];
}
