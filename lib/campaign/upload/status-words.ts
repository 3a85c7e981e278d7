import type { UploadRow } from "./upload-row.ts";

type OptStatus = UploadRow["optStatus"];

const fold = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

const OUT = new Set(
  [
    "OptOut OptedOut Out Stop Unsubscribe Unsubscribed Quit Cancel End Revoke Revoked Withdrawn",
    "DoNotText DoNotContact DNC Blocked Baja DadoDeBaja Desuscrito Desinscrit Desinscription Desabonne",
  ]
    .join(" ")
    .split(" ")
    .map(fold),
);
const IN = new Set(
  [
    "OptIn OptedIn In Start Subscribe Subscribed Resume Continue Unstop",
    "Alta Suscrito Inscrit Inscription Abonne",
  ]
    .join(" ")
    .split(" ")
    .map(fold),
);
const YES = new Set(["yes", "y", "true", "t", "1", "x", "si", "oui", "ja", "verdadero", "vrai"]);
const NO = new Set(["no", "n", "false", "f", "0", "non", "nein", "falso", "faux"]);

/** True for words that say nothing without the column's own question. */
export const isYesOrNo = (cell: string): boolean => YES.has(fold(cell)) || NO.has(fold(cell));

/** What a cell says; `yesMeans` is what a yes says in its column. Null when it is not clear. */
export function readStatus(cell: string, yesMeans: OptStatus | null): OptStatus | null {
  const word = fold(cell);
  if (OUT.has(word)) return "OptOut";
  if (IN.has(word)) return "OptIn";
  if (yesMeans === null) return null;
  if (YES.has(word)) return yesMeans;
  if (NO.has(word)) return yesMeans === "OptOut" ? "OptIn" : "OptOut";
  return null;
}

/** What a yes most likely says in a column of that name; null when the name does not tell. */
export function yesMeansIn(header: string): OptStatus | null {
  const name = fold(header);
  if (/out|unsub|donot|dnc|stop|baja|desins|desabon|block/.test(name)) return "OptOut";
  if (/optin|optedin|consent|subscri|suscri|inscri|abonn|alta/.test(name)) return "OptIn";
  return null;
}
