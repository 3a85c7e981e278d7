import { History } from "lucide-preact";
import type { E164 } from "../../lib/phone/e164.ts";
import { PhoneNumber } from "../PhoneNumber.tsx";
import { useTexts } from "../texts.tsx";
import { Button } from "../ui/Button.tsx";

export interface RecentNumbersProps {
  readonly numbers: readonly E164[];
  readonly country: string;
  readonly onCheck: (number: E164) => void;
}

/** Numbers checked since the browser was started. */
export function RecentNumbers({ numbers, country, onCheck }: RecentNumbersProps) {
  const { t } = useTexts();
  if (numbers.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="recent">
      <h2 id="recent" class="eyebrow">
        <History aria-hidden="true" />
        {t("recent_numbers")}
      </h2>
      <ul class="row">
        {numbers.map((number) => (
          <li key={number}>
            <Button size="s" onPress={() => onCheck(number)}>
              <PhoneNumber number={number} country={country} />
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
