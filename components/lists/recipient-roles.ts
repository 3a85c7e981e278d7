import { readNumber } from "../../lib/phone/read-number.ts";
import type { Texts } from "../texts.tsx";
import type { Role } from "./table-source/role.ts";

export type RecipientRole = "recipient" | "recipient2" | "recipient3";

const NAMES =
  /^(?!.*\b(?:fax|t[ée]l[ée]copie|label|type|extension)\b).*(?:^to$|phone|mobile|cell|\btel|t[ée]l[ée]ph|handy|telefon|mobil|recipient|m[óo]vil|celular|n[úu]mero|num[ée]ro|portable)/;

/** Columns of recipients: a contact has up to three numbers that a campaign may text. */
export const recipientRoles = ({ t }: Texts, country: string): readonly Role<RecipientRole>[] => {
  const holds = (cell: string): boolean => readNumber(cell, country, true) !== null;
  const more = { none: t("role_recipient_none"), required: false, names: NAMES } as const;
  return [
    { id: "recipient", label: t("role_recipient"), required: true, names: NAMES, holds },
    { id: "recipient2", label: t("role_recipient_second"), ...more },
    { id: "recipient3", label: t("role_recipient_third"), ...more },
  ];
};

/** The chosen columns, without those that are none. */
export const recipientColumns = (
  columns: Readonly<Record<RecipientRole, number | null>>,
): readonly number[] => [
  ...new Set(
    [columns.recipient, columns.recipient2, columns.recipient3].filter((at) => at !== null),
  ),
];
