import "../../components/ui/tokens.css";
import "../../components/ui/base.css";
import { render } from "preact";
import { TextsProvider } from "../../components/texts.tsx";
import { pageTexts } from "../../lib/browser/own-page.ts";
import { announceOwnPage } from "../../lib/browser/own-pages.ts";
import { AuditPage } from "./AuditPage.tsx";

const root = document.getElementById("app");
const texts = await pageTexts();
document.documentElement.lang = texts.locale;
document.title = `${texts.t("extensionName")} · ${texts.t("audit")}`;

announceOwnPage();
if (root) {
  render(
    <TextsProvider value={texts}>
      <AuditPage />
    </TextsProvider>,
    root,
  );
}
