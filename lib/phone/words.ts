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
/** A contact's number may well be a phone's: neither a word for phones nor one for records. */
export const CONTACT = 6;

const STEM = 6;

const words = new Map<string, number>();

/** Words by their first letters, in the languages of the countries that text most. */
for (const [kind, list] of [
  [
    PHONE,
    "phone tel tél tele telef telefo teléfo téléph teleph tfno tlf tlfn tfn mobile mobil mob móvil movil cel cell cellph cellul celula handy portab fax sms text txt texted mms whatsa wa ph ring dial dialed caller callee msisdn sip ani did to from recipi sender m c h w o p t тел телефо",
  ],
  [
    RECORD,
    "order invoic inv ticket tkt incide acct acc ac ref refere bookin reserv po so sku upc ean gtin isbn barcod tracki track waybil awb shipme parcel serial sn batch receip transa txn quote rma ssn sin ein tin vat btw tax iban routin versio ver build lot imei vin npi mrn commit span trace pid epoch timest ts unix lat lon lng zip rechnu bestel auftra kunden vorgan factur factuu fatura folio comman dossie réf pedido expedi fattur ordine ordre klantn kundnu kundnr bestäl zamówi faktur nir nip iva regon pesel siret siren usd eur gbp cvr kvk bsn abn acn org orgnr usps ups fedex dhl",
  ],
  [
    THING,
    "case accoun claim policy member confir card part item model lead deal opport record contra sessio reques device asset bate user memory length sort passpo loan licens job patien chart codice código codigo estima propos permit vouche angebo vertra liefer devis presup albará póliza preven offert umowa tilbud agreem coupon gutsch oferta avtal polizz apólic orçame",
  ],
  [NUMBERING, "number num no nr nº n° n id code ending nbr nummer numer númer numéro"],
  [CONTACT, "contac kontak"],
  [LINK, "is was the a at on now new time me in client"],
] as const) {
  for (const word of list.split(" ")) words.set(word, kind);
}

/** Whom one may call, though the word begins as one for a record: policyholder, Kundendienst. */
const REACHABLE =
  /(?:(?:old|own|eu|at|geb|ehm|hab|est|partn)er|actor|service|dienst|line|desk|stelle|nahme|team)$/i;

/** Kind of the word `text` from `from` to `to`. */
export function kindOfWord(text: string, from: number, to: number): number {
  const word = text.slice(from, Math.min(to, from + STEM)).toLowerCase();
  const kind =
    words.get(word) ?? (word.endsWith("s") ? words.get(word.slice(0, -1)) : SILENT) ?? SILENT;
  const isLong = kind > PHONE && to - from > STEM;
  return isLong && REACHABLE.test(text.slice(from, to)) ? SILENT : kind;
}

/** What a label, a field's name or a column's header says of the value that it stands for. */
export function kindOfLabel(label: string): number {
  if (/phone|mobil|telef/i.test(label)) return PHONE;
  let kind = SILENT;
  let numbers = SILENT;
  for (const word of label.match(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|#/gu) ?? []) {
    const found = kindOfWord(word, 0, word.length);
    if (found === PHONE) return PHONE;
    if (found === RECORD || found === THING) kind = RECORD;
    else if (found === CONTACT) numbers = CONTACT;
    else if (numbers === SILENT && (word === "#" || (found === NUMBERING && word.length < 5)))
      numbers = RECORD;
  }
  return numbers === RECORD ? RECORD : kind;
}
