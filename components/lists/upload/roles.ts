import { readNumber } from "../../../lib/phone/read-number.ts";
import type { Texts } from "../../texts.tsx";
import type { Role } from "../table-source/role.ts";

export type UploadRole = "recipient" | "from" | "status" | "note";

const STATUS =
  /^(?:opt|sub|unsub|in$|out$|yes$|no$|true$|false$|stop|start|alta|baja|oui$|non$|s[ií]$)/i;

/** What the columns of an upload may hold. */
export const uploadRoles = ({ t }: Texts, country: string): readonly Role<UploadRole>[] => [
  {
    id: "recipient",
    label: t("role_recipient"),
    required: true,
    names:
      /^to$|phone|mobile|cell|tel|recipient|customer|contact|number|móvil|movil|celular|número|numéro|portable/,
    holds: (cell) => readNumber(cell, country, true) !== null,
  },
  {
    id: "from",
    label: t("role_from"),
    none: t("role_from_none"),
    required: false,
    names: /^from$|business|sender|sending|company number|remitente|expéditeur|empresa/,
  },
  {
    id: "status",
    label: t("role_status"),
    none: t("role_status_none"),
    required: false,
    names: /status|^opt|consent|subscri|estado|statut|baja|consentement/,
    holds: (cell) => STATUS.test(cell),
  },
  {
    id: "note",
    label: t("role_note"),
    required: false,
    names: /note|comment|reason|remark|nota|motiv|motif|remarque/,
  },
];
