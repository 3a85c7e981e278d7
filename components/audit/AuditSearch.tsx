import { useState } from "preact/hooks";
import { AUDIT_ACTIONS, type AuditAction } from "../../lib/audit/entry.ts";
import { type AuditFilter, digitsOf } from "../../lib/audit/filter.ts";
import { useTexts } from "../texts.tsx";
import { DayField } from "../ui/DayField.tsx";
import { TextField } from "../ui/Field.tsx";
import { Select } from "../ui/Select.tsx";
import { ACTION_TEXTS } from "./texts.ts";

interface Inputs {
  readonly number: string;
  readonly person: string;
  readonly action: AuditAction | "";
  /** Days as the browser's own field gives them: `2026-11-24`, or empty. */
  readonly from: string;
  readonly to: string;
}

const EMPTY: Inputs = { number: "", person: "", action: "", from: "", to: "" };

/** The beginning of a day where the person is, so many days later. */
function dayStart(day: string, later: number): number | undefined {
  const [year, month, date] = day.split("-").map(Number);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  return new Date(year, month - 1, date + later).getTime();
}

function toFilter({ number, person, action, from, to }: Inputs): AuditFilter {
  const digits = digitsOf(number);
  const since = dayStart(from, 0);
  const until = dayStart(to, 1);
  return {
    ...(digits ? { digits } : {}),
    ...(person.trim() ? { person } : {}),
    ...(action ? { action } : {}),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  };
}

/** Finds entries by number, person, kind and day. */
export function AuditSearch({ onFilter }: { onFilter: (filter: AuditFilter) => void }) {
  const { t } = useTexts();
  const [inputs, setInputs] = useState(EMPTY);
  const set = (patch: Partial<Inputs>): void => {
    const next = { ...inputs, ...patch };
    setInputs(next);
    onFilter(toFilter(next));
  };
  return (
    <search class="audit-search">
      <TextField
        label={t("column_number")}
        type="search"
        inputMode="tel"
        value={inputs.number}
        onInput={(number) => set({ number })}
      />
      <TextField
        label={t("audit_person")}
        type="search"
        value={inputs.person}
        maxLength={200}
        onInput={(person) => set({ person })}
      />
      <Select
        label={t("audit_kind")}
        value={inputs.action}
        choices={[
          { value: "" as const, label: t("audit_every_kind") },
          ...AUDIT_ACTIONS.map((action) => ({ value: action, label: t(ACTION_TEXTS[action]) })),
        ]}
        onChange={(action) => set({ action })}
      />
      <DayField label={t("audit_from")} value={inputs.from} onInput={(from) => set({ from })} />
      <DayField label={t("audit_to")} value={inputs.to} onInput={(to) => set({ to })} />
    </search>
  );
}
