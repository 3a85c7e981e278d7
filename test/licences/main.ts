/** Writes `docs/licences.md`: `npm run licences`. */
import { writeFileSync } from "node:fs";
import { licenceList } from "./licences.ts";

writeFileSync(new URL("../../docs/licences.md", import.meta.url), licenceList());
