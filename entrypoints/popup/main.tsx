import "../../components/ui/tokens.css";
import "../../components/ui/base.css";
import { render } from "preact";
import { TextsProvider } from "../../components/texts.tsx";
import { pageTexts } from "../../lib/browser/own-page.ts";
import { announceOwnPage } from "../../lib/browser/own-pages.ts";
import { PopupPage } from "./PopupPage.tsx";

const root = document.getElementById("app");
const texts = await pageTexts();
document.documentElement.lang = texts.locale;

announceOwnPage();

const query = new URLSearchParams(location.search);
const tab = query.get("tab");

if (root) {
  render(
    <TextsProvider value={texts}>
      <PopupPage
        initialNumber={query.get("number") ?? ""}
        tabId={tab === null ? null : Number(tab)}
      />
    </TextsProvider>,
    root,
  );
}
