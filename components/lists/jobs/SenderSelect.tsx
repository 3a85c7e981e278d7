import { useEffect, useState } from "preact/hooks";
import { type E164, isE164 } from "../../../lib/phone/e164.ts";
import { formatShort } from "../../../lib/phone/format.ts";
import type { BusinessNumber } from "../../../lib/ringcentral/types.ts";
import { useAction } from "../../../lib/ui/use-action.ts";
import { FailureBanner } from "../../FailureBanner.tsx";
import { useTexts } from "../../texts.tsx";
import { Select } from "../../ui/Select.tsx";
import type { ListTabProps } from "../desk.ts";

export interface SenderSelectProps extends Pick<ListTabProps, "state" | "desk"> {
  /** `Texted from` unless given. */
  readonly label?: string;
  /** What it means that none is chosen. */
  readonly any?: string;
  readonly hint?: string;
  /** null: any of the account's numbers. */
  readonly value: E164 | null;
  readonly onChange: (value: E164 | null) => void;
}

/** The business number that a list is about: one of the account's, or every one. */
export function SenderSelect({
  state,
  desk,
  label,
  any,
  hint,
  value,
  onChange,
}: SenderSelectProps) {
  const { t } = useTexts();
  const signedIn = state.session.status === "signed-in";
  const [numbers, setNumbers] = useState<readonly BusinessNumber[]>([]);
  const load = useAction(async () => setNumbers((await desk.ask("numbers/list", {})).numbers));
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks once a sign-in, not at every render
  useEffect(() => {
    if (signedIn) void load.run();
  }, [signedIn]);
  const known = new Map(numbers.map((known) => [known.phoneNumber, known.label]));
  const all = [...new Set([...known.keys(), ...state.settings.values.businessNumbers])];
  return (
    <>
      {load.failure ? <FailureBanner failure={load.failure} /> : null}
      <Select
        label={label ?? t("list_sender")}
        {...(hint === undefined ? {} : { hint })}
        value={value ?? ""}
        choices={[
          { value: "", label: any ?? t("list_sender_any") },
          ...all.map((number) => ({
            value: number as string,
            label: [formatShort(number), known.get(number)].filter(Boolean).join(" · "),
          })),
        ]}
        onChange={(chosen) => onChange(isE164(chosen) ? chosen : null)}
      />
    </>
  );
}
