import type { ComponentChildren } from "preact";
import { useTexts } from "../texts.tsx";
import { SECTIONS, type SectionId } from "./sections.ts";

export function Section({ id, children }: { id: SectionId; children: ComponentChildren }) {
  const { t } = useTexts();
  const info = SECTIONS.find((section) => section.id === id);
  return (
    <section id={id} class="section" aria-labelledby={`${id}-title`}>
      <div class="section-head">
        <h2 id={`${id}-title`}>{info ? t(info.title) : null}</h2>
        <p class="muted">{info ? t(info.text) : null}</p>
      </div>
      <div class="section-body">{children}</div>
    </section>
  );
}
