import "../../components/ui/tokens.css";
import "../../components/ui/base.css";
import { render } from "preact";
import { TextsProvider } from "../../components/texts.tsx";
import { browserTexts } from "../../lib/browser/own-page.ts";
import { OptionsPage } from "./OptionsPage.tsx";

const root = document.getElementById("app");
const texts = browserTexts();
document.documentElement.lang = texts.locale;
document.title = `${texts.t("extensionName")} · ${texts.t("settings")}`;

if (root) {
  render(
    <TextsProvider value={texts}>
      <OptionsPage />
    </TextsProvider>,
    root,
  );
}
