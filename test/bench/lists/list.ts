/** Customers in an order that no list and no cache has; each index has its own. */
export function customerAt(index: number): string {
  const mixed = (Math.imul(index, 0x9e3779b1) >>> 0) % 56_000_000;
  const area = 201 + (Math.floor(mixed / 80_000) % 700);
  const exchange = 220 + (Math.floor(mixed / 100) % 600);
  return `${area}${exchange}${String(index % 10_000).padStart(4, "0")}`;
}

/** One row of a contact list as CRMs export it, some 105 bytes. */
export function rowAt(index: number): string {
  const number = customerAt(index);
  const phone = `(${number.slice(0, 3)}) ${number.slice(3, 6)}-${number.slice(6)}`;
  return `${index},"Ada ${index}",Lovelace,ada.lovelace${index}@example.com,${phone},"San Francisco, CA",2026-01-02\r\n`;
}

export const HEADER = "Id,First Name,Last Name,Email,Phone,City,Created\r\n";
/** Where the phone is. */
export const PHONE = 4;
/** Every twentieth row's customer has opted out, as far as there are pairs. */
export const EVERY = 20;
