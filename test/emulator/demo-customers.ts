export interface DemoCustomer {
  readonly id: number;
  readonly name: string;
  readonly company: string;
  /** E.164. */
  readonly phone: string;
  readonly consent: "clear" | "opted-out" | "partly";
}

const FIRST = [
  "Ada",
  "Ben",
  "Carla",
  "Dev",
  "Elena",
  "Farid",
  "Grace",
  "Hugo",
  "Ines",
  "Jonas",
  "Kira",
  "Luis",
  "Mona",
  "Nils",
  "Olga",
  "Pablo",
  "Quinn",
  "Rosa",
  "Sami",
  "Tara",
];
const LAST = [
  "Almeida",
  "Brandt",
  "Chen",
  "Duarte",
  "Ellis",
  "Fischer",
  "Gupta",
  "Hansen",
  "Ibarra",
  "Jensen",
  "Kowalski",
  "Lopez",
  "Moreau",
  "Novak",
  "Okafor",
  "Park",
  "Quist",
  "Romero",
  "Silva",
  "Turner",
  "Ueda",
  "Varga",
  "Weiss",
  "Young",
  "Zeman",
];
const COMPANIES = [
  "Acorn Dental",
  "Bluebird Homes",
  "Cedar Legal",
  "Delta Fitness",
  "Elm Street Motors",
  "Fairview Clinic",
  "Granite Roofing",
  "Harbor Travel",
];
const AREAS = ["415", "212", "303", "512", "617", "702", "818", "206", "404", "305"];

/** The demo CRM's 500 customers: every 8th opted out of all numbers, every 25th of one. */
export const DEMO_CUSTOMERS: readonly DemoCustomer[] = Array.from({ length: 500 }, (_, id) => ({
  id,
  name: `${FIRST[id % FIRST.length]} ${LAST[(id * 7) % LAST.length]}`,
  company: COMPANIES[id % COMPANIES.length] ?? "",
  phone: `+1${AREAS[id % AREAS.length]}${320 + (id % 80)}${String(1000 + id * 13).padStart(4, "0")}`,
  consent: id % 8 === 3 ? "opted-out" : id % 25 === 6 ? "partly" : "clear",
}));
