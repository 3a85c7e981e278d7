import { ArrowLeft } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { useTexts } from "../texts.tsx";
import "./page-frame.css";

export interface PageFrameProps {
  readonly title: string;
  readonly text: string;
  readonly children: ComponentChildren;
}

/** A page of its own beside the settings, and the way back to them. */
export function PageFrame({ title, text, children }: PageFrameProps) {
  const { t } = useTexts();
  return (
    <main class="page-frame">
      <header class="stack">
        <a class="row" href="/options.html">
          <ArrowLeft aria-hidden="true" />
          {t("settings")}
        </a>
        <h1>{title}</h1>
        <p class="muted">{text}</p>
      </header>
      {children}
    </main>
  );
}
