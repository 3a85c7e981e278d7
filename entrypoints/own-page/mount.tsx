import "../../components/ui/tokens.css";
import "../../components/ui/base.css";
import { type ComponentChild, render } from "preact";
import { type TextKey, TextsProvider } from "../../components/texts.tsx";
import { dressPage } from "../../lib/browser/own-page.ts";
import { announceOwnPage } from "../../lib/browser/own-pages.ts";
import { lastState } from "../../lib/browser/session-memory.ts";
import type { AppState } from "../../lib/messages/protocol.ts";

export interface OwnPage<Remembered> {
  /** After the product's name in the tab. */
  readonly title?: TextKey;
  /** What else the first frame needs. */
  readonly remembered?: Promise<Remembered>;
  /** The page; `last`: the state as one of our pages last saw it. */
  readonly show: (last: AppState | null, remembered: Remembered | undefined) => ComponentChild;
}

/** Shows one of our pages in the chosen language and theme. */
export async function mountOwnPage<Remembered = never>({
  title,
  remembered,
  show,
}: OwnPage<Remembered>): Promise<void> {
  const root = document.getElementById("app");
  const [texts, last, more] = await Promise.all([dressPage(), lastState(), remembered]);
  if (title) document.title = `${texts.t("extensionName")} · ${texts.t(title)}`;
  if (root) render(<TextsProvider value={texts}>{show(last, more)}</TextsProvider>, root);
  // Wakes the background, which the first frame needs not.
  announceOwnPage();
}
