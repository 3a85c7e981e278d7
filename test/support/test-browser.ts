import type { BrowserKind } from "./find-browser.ts";

export interface ClickOptions {
  readonly button?: "left" | "middle" | "right";
  readonly modifiers?: readonly ("Control" | "Shift" | "Alt" | "Meta")[];
}

/** A part of a page as people know it: by what it is and what it is called. */
export type Role =
  | "alert"
  | "button"
  | "checkbox"
  | "combobox"
  | "dialog"
  | "radio"
  | "row"
  | "searchbox"
  | "switch"
  | "textbox";

/** One page or frame, whichever browser drives it. Functions given to it run in the page and see their argument only. */
export interface TestFrame {
  evaluate<T>(run: () => T | Promise<T>): Promise<T>;
  evaluate<T, A>(run: (argument: A) => T | Promise<T>, argument: A): Promise<T>;
  /** Waits until `check` gives something true. @throws when it does not within `timeout` ms (20 s) */
  waitFor<A = undefined>(
    check: (argument: A) => unknown,
    argument?: A,
    timeout?: number,
  ): Promise<void>;
  /** A selector for the one with exactly this accessible name. */
  named(role: Role, name: string): string;
  /** A real click by the mouse on the middle of the first match. */
  click(selector: string, options?: ClickOptions): Promise<void>;
  /** Moves the mouse there. */
  hover(selector: string): Promise<void>;
  focus(selector: string): Promise<void>;
}

export interface TestPage extends TestFrame {
  goto(url: string): Promise<void>;
  url(): string;
  /** A real click by the mouse on a point of the window. */
  clickAt(x: number, y: number): Promise<void>;
  /** Drags by the mouse from the middle of one element to that of another. */
  drag(from: string, to: string): Promise<void>;
  /** A finger on the middle of an element. */
  tap(selector: string): Promise<void>;
  /** A key by its name, with modifiers as in `Shift+Tab`; goes to whatever has the focus. */
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
  /** The page inside an iframe. */
  frame(selector: string): Promise<TestFrame>;
  screenshot(path: string): Promise<void>;
  setViewport(width: number, height: number): Promise<void>;
  emulateMedia(media: { colorScheme?: "light" | "dark"; forcedColors?: boolean }): Promise<void>;
  /** Uncaught errors of the page so far. */
  readonly errors: readonly string[];
  bringToFront(): Promise<void>;
  close(): Promise<void>;
}

export interface TestBrowser {
  readonly kind: BrowserKind;
  /** `chrome-extension://<id>` or `moz-extension://<uuid>`. */
  readonly origin: string;
  newPage(): Promise<TestPage>;
  /** One of our own pages, such as `popup.html?number=…`. */
  openOwnPage(path: string): Promise<TestPage>;
  /** All open pages, those that the extension has opened too. */
  pages(): Promise<readonly TestPage[]>;
  /** Presses our button in the toolbar over a page: the popup opens, with what that allows it to see. */
  pressToolbarButton(page: TestPage): Promise<void>;
  /** Ends the background as the browser itself would: the next event wakes a new one. */
  killBackground(): Promise<void>;
  /** Stops the extension and starts it again, as an update does; closes our own pages. */
  reloadExtension(): Promise<void>;
  /** Takes the extension off, as a person does; closes our own pages. */
  uninstall(): Promise<void>;
  /** Takes a site back from the extension, as a person does in the browser's own settings; Chromium takes all of them. */
  withdrawSite(pattern: string): Promise<void>;
  close(): Promise<void>;
}
