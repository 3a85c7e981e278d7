import { browser } from "wxt/browser";

/** Text after our keyword in the address bar: says its status while it is typed, opens it when it is entered. */
export function onOmnibox(
  describe: (text: string) => Promise<string>,
  open: (text: string) => void,
): void {
  browser.omnibox.onInputChanged.addListener((text) => {
    void describe(text).then((description) =>
      browser.omnibox.setDefaultSuggestion({ description: escapeMarkup(description) }),
    );
  });
  browser.omnibox.onInputEntered.addListener(open);
}

/** Chromium reads descriptions as XML. */
const escapeMarkup = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
