/** The name of a file that comes out of a list: `contacts.xlsx` gives `contacts-<what>.csv`. */
export function resultName(name: string, what: string): string {
  const dot = name.lastIndexOf(".");
  const base = dot > 0 ? name.slice(0, dot) : name || "list";
  const ending = dot > 0 ? name.slice(dot).toLowerCase() : "";
  return `${base}-${what}${ending === "" || ending === ".xlsx" ? ".csv" : ending}`;
}

/** A day for a file's name, as the person's clock has it. */
export function dayOf(time: number): string {
  const date = new Date(time);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
