import type { UploadRole } from "../../../lib/campaign/upload/read-upload-row.ts";
import { isYesOrNo, readStatus } from "../../../lib/campaign/upload/status-words.ts";
import { readNumber } from "../../../lib/phone/read-number.ts";
import type { Texts } from "../../texts.tsx";
import type { Role } from "../table-source/role.ts";

export type { UploadRole } from "../../../lib/campaign/upload/read-upload-row.ts";

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
    holds: (cell) => isYesOrNo(cell) || readStatus(cell, null) !== null,
  },
  {
    id: "note",
    label: t("role_note"),
    required: false,
    names: /note|comment|reason|remark|nota|motiv|motif|remarque/,
  },
];
