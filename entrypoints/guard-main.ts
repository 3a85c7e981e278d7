import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { guardMainWorld } from "../lib/guard/main-world/main-world.ts";

/** In guarded pages' own world: what only there can be held. */
export default defineUnlistedScript(() => guardMainWorld(window));
