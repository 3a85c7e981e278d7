import type { Texts } from "../../texts.tsx";
import { recipientRoles } from "../recipient-roles.ts";
import type { Role } from "../table-source/role.ts";

export type CompareRole = "recipient" | "consent";

/** What a CRM's export must hold to be compared. */
export const compareRoles = (texts: Texts, country: string): readonly Role<CompareRole>[] => [
  ...recipientRoles(texts, country).flatMap((role) =>
    role.id === "recipient" ? [{ ...role, id: "recipient" as const }] : [],
  ),
  {
    id: "consent",
    label: texts.t("role_consent"),
    hint: texts.t("role_consent_hint"),
    required: true,
    names:
      /opt[-_\s]?(?:ed)?[-_\s]?(?:out|in)|sms.*(?:consent|allow|status)|consent|subscri|do[-_\s]?not|sms|baja|d[ée]sabo|statut|estado/,
  },
];
