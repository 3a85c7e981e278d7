import { NumbersPicker, type NumbersPickerProps } from "./NumbersPicker.tsx";
import { Section } from "./Section.tsx";

export function NumbersSection(props: NumbersPickerProps) {
  return (
    <Section id="numbers">
      {/* What was asked for one session says nothing of another. */}
      <NumbersPicker key={String(props.signedIn)} {...props} />
    </Section>
  );
}
