import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { numberReader } from "../lib/guard/number-reader.ts";
import { provideReader } from "../lib/guard/stage.ts";

/** In guarded pages, first: reads numbers and addresses for the others. */
export default defineUnlistedScript(() => provideReader(numberReader));
