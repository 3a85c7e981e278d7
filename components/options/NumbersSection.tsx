import { NumbersPicker, type NumbersPickerProps } from "./NumbersPicker.tsx";
import { Section } from "./Section.tsx";

export function NumbersSection(props: NumbersPickerProps) {
  return (
    <Section id="numbers">
      <NumbersPicker {...props} />
    </Section>
  );
}
