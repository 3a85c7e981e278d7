/** What a word beside digits says of them. */
export const SILENT = 0;
export const PHONE = 1;
/** An order, an invoice: what follows is its number, however it is written. */
export const RECORD = 2;
/** "number", "no.", "id": says what the word before it says; alone, that it numbers something. */
export const NUMBERING = 3;
/** "is", "at": says nothing, and the word before it still counts. */
export const LINK = 4;
/** A lead, a device: a bare run of digits is its number, a number written as phones are is not. */
export const THING = 5;

const words = new Map<string, number>();
const add = (kind: number, list: string): void => {
  for (const word of list.split(" ")) words.set(word, kind);
};

add(
  PHONE,
  "phone phones telephone tel tél tele telef telefon telefono teléfono téléphone telefone tfno tlf tlfn tfn mobile mobiles mobil mobiltelefon mob móvil movil celular cel cell cellphone cellular handy portable fax sms text txt texted mms whatsapp wa ph ring dial dialed caller callee msisdn sip ani did to from recipient sender numéro m c h w o p t тел телефон",
);
add(
  RECORD,
  "order orders invoice invoices inv ticket tickets tkt incident acct acc ac ref refs reference confirmation booking reservation po so sku upc ean gtin isbn barcode tracking track waybill awb shipment parcel serial sn batch bates policy membership receipt transaction txn quote rma ssn sin ein tin vat tax iban routing version ver build lot imei vin npi commit span trace pid epoch timestamp ts unix lat lon lng zip rechnung rechnungsnummer rechnungsnr bestellung auftrag kundennr kundennummer vorgang facture commande dossier réf pedido factura expediente referencia fattura ordine ordre klantnummer zamówienie faktura nir nip iva regon pesel siret siren cvr kvk bsn abn acn org orgnr usps ups fedex dhl",
);
add(
  THING,
  "case account claim member card part item model lead deal opportunity record contract session request device asset user memory length sort passport loan license job",
);
add(NUMBERING, "number numbers num no nr nº n° n id ids code nbr nummer numer número numero");
add(LINK, "is was the a at on now new time");

/** Kind of `text` from `from` to `to`, letters only. */
export const kindOfWord = (text: string, from: number, to: number): number =>
  to - from > 15 ? SILENT : (words.get(text.slice(from, to).toLowerCase()) ?? SILENT);

/** What a label, a field's name or a column's header says of the value that it stands for. */
export function kindOfLabel(label: string): number {
  if (/phone|mobil|telef/i.test(label)) return PHONE;
  let kind = SILENT;
  for (const word of label.match(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|#/gu) ?? []) {
    const found = kindOfWord(word, 0, word.length);
    if (found === PHONE) return PHONE;
    if (
      word === "#" ||
      found === RECORD ||
      found === THING ||
      (found === NUMBERING && word.length < 5)
    )
      kind = RECORD;
  }
  return kind;
}
