import { type ComponentChildren, createContext } from "preact";
import { useContext } from "preact/hooks";
import { useTexts } from "../texts.tsx";
import { SECTIONS, type SectionId } from "./sections.ts";

/** The sections that a search has found. */
export const Found = createContext<ReadonlySet<SectionId> | null>(null);

/** One that is not found is only hidden: what is typed in it stays. */
export function Section({ id, children }: { id: SectionId; children: ComponentChildren }) {
  const { t } = useTexts();
  const found = useContext(Found);
  const info = SECTIONS.find((section) => section.id === id);
  return (
    <section
      id={id}
      class="section"
      hidden={found?.has(id) === false}
      aria-labelledby={`${id}-title`}
    >
      <div class="section-head">
        <h2 id={`${id}-title`}>{info ? t(info.title) : null}</h2>
        <p class="muted">{info ? t(info.text) : null}</p>
      </div>
      <div class="section-body">{children}</div>
    </section>
  );
}
