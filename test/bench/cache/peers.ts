import { openDB } from "idb";

/** A row a pair, as one would write it first. */
export const openRowStore = (name: string) =>
  openDB(name, 1, { upgrade: (db) => void db.createObjectStore("pairs") });

export const rowKey = (to: string, from: string): string[] => [to, from];

const openValue = (name: string) =>
  openDB(name, 1, { upgrade: (db) => void db.createObjectStore("values") });

/** All opted-out recipients as one JSON text. */
export async function writeJsonSet(
  pieces: AsyncIterable<Uint8Array>,
  name: string,
): Promise<number> {
  const set = new Set<string>();
  const decoder = new TextDecoder();
  let rest = "";
  for await (const piece of pieces) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split("\r\n");
    rest = lines.pop() ?? "";
    for (const line of lines)
      if (line.includes(",OptOut,")) set.add(line.slice(0, line.indexOf(",")));
  }
  const db = await openValue(name);
  await db.put("values", JSON.stringify([...set]), "set");
  db.close();
  return set.size;
}

export async function readJsonSet(name: string): Promise<ReadonlySet<string>> {
  const db = await openValue(name);
  return new Set<string>(JSON.parse((await db.get("values", "set")) as string));
}
