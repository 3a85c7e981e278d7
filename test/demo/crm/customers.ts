/** What this CRM knows of a customer; it knows nothing about consent. */
export interface Customer {
  readonly id: number;
  readonly name: string;
  readonly company: string;
  /** E.164. */
  readonly phone: string;
  readonly stage: string;
  readonly owner: string;
  readonly email: string;
  /** Dollars. */
  readonly value: number;
}

interface Row {
  readonly id: number;
  readonly name: string;
  readonly company: string;
  readonly phone: string;
}

const STAGES = ["Lead", "Qualified", "Proposal", "Customer", "Renewal"] as const;
const OWNERS = ["Dana Agent", "Marc Olsen", "Yuki Tanaka"] as const;

export async function loadCustomers(): Promise<readonly Customer[]> {
  const answer = await fetch("/api/customers");
  const rows = (await answer.json()) as readonly Row[];
  return rows.map((row) => ({
    ...row,
    stage: STAGES[(row.id * 7) % STAGES.length] ?? "",
    owner: OWNERS[(row.id * 5) % OWNERS.length] ?? "",
    email: `${row.name.toLowerCase().replace(" ", ".")}@${row.company.toLowerCase().replaceAll(" ", "")}.example`,
    value: 400 + ((row.id * 97) % 240) * 50,
  }));
}

/** The three groups of a North American number, as people write them apart. */
export function groups(phone: string): readonly [string, string, string] {
  return [phone.slice(2, 5), phone.slice(5, 8), phone.slice(8)];
}

/** CRMs do not agree with each other, nor with themselves, on how a number is written. */
export function formatPhone({ id, phone }: Pick<Customer, "id" | "phone">): string {
  const [area, exchange, line] = groups(phone);
  switch (id % 4) {
    case 0:
      return `(${area}) ${exchange}-${line}`;
    case 1:
      return `${area}-${exchange}-${line}`;
    case 2:
      return `+1 ${area} ${exchange} ${line}`;
    default:
      return `${area}.${exchange}.${line}`;
  }
}

export const initials = (name: string): string =>
  name
    .split(" ")
    .map((part) => part[0])
    .join("");

export const dollars = (value: number): string =>
  new Intl.NumberFormat("en-US", {
    style: "currency",
    currency: "USD",
    maximumFractionDigits: 0,
  }).format(value);
